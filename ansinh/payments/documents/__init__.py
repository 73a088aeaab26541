"""What payments write for others: files of providers, lists on paper."""
