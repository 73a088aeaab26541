"""People in from officers' files and out to them again: `sheets` reads a file, `headings` knows its columns,
`plan` says row by row what will happen, `intake` does it, `handout` writes files."""
