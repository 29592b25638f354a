"""The cores beside one another on one's own music: trained, measured, told as a report."""
