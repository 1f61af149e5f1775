"""The exchange: commands in, receipts and changed rows out."""
