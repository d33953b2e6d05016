"""Lists of people as offices write them: CSV from Excel, from other systems, and by hand."""
