"""Reports made of indicators: the year-end report of a province as Word, PDF and HTML from one content.

Words: outline (the order and sentences of a report), content (what it says), edit (an officer's words beside the computed ones).
Law: Decree 30/2020/NĐ-CP on administrative documents."""
