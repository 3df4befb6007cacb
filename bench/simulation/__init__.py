"""A world whose truth is known, told by sources that err, copy, deny and correct: what credence is measured on."""
