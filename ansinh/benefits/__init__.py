"""Rights to money: titles of people with merit, social assistance, what excludes them, where the money goes.

Words: title (diện hưởng: a recognised ground of a right, from a decision), claim (a right once), suspension, carer, channel (how a
person is paid), proxy, identity state. A title says why; a rule says how much; the room of payments says when it was paid.
Law: Ordinance 02/2020 and Decrees 131/2021, 75/2021, 55/2023, 77/2024, 321/2026 (merit); Decrees 20/2021, 76/2024, 176/2025,
335/2026 (assistance); Law on Social Insurance 41/2024; Decree 28/2014 and 188/2025 (supports)."""
