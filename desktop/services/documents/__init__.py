"""PDF papers made from frozen row trees; the only package that knows ReportLab."""
