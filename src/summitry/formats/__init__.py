"""Outside formats, one file each: readers to core values, writers from them."""
