"""Pages of dossiers: the lists, one dossier with its path, the desk, the calendar and templates; what citizens see; the evidence."""
