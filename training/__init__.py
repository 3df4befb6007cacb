"""Makes the small models and knowledge files that the package ships, from the development data beside the checkout."""
