"""How likely a claim is right: what `backstay.reading.confidence` weighs, fitted."""
