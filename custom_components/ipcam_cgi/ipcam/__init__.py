"""The protocol library: cameras of five documented CGI manuals, without Home Assistant."""
