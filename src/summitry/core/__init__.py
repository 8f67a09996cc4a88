"""The pure core: values in, values out, no framework, no files, no clock."""
