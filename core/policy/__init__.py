"""What an installation has chosen: frozen values, one module a feature. None, empty or False is off."""
