"""What Backstay is measured with. See `README.md` in this folder."""
