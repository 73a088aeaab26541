"""What dossiers write on paper: receipts, requests to supplement, apologies, decisions, each from a Word template."""
