"""From the settings of each feature to the core's values of it: one function a feature."""
