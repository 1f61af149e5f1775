"""Files that other systems write and read: workbooks and text tables, into customer files and out of them."""
