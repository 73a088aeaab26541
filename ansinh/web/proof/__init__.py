"""The trail as inspectors and auditors read it: who did and saw what, what was before and after, and the anchors of the chain."""
