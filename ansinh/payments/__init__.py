"""Who is due what this month: what is owed and not yet settled, signed, sent, returned, closed.

Words: run (đợt chi trả: one programme, one province, one month), line (what is recognised for a person, a benefit and a month),
order (lệnh chi: one sum to one payee), settlement (what the provider says was paid), carried over, arrears (truy lĩnh), recovery
(truy thu), purse and allotment, ledger entry. A run pays the difference between what is owed and what the ledger has recognised.
Law: Decree 20/2021 Article 34, Circular 44/2022/TT-BTC Article 8 (lists before the 25th, returns before the 20th)."""
