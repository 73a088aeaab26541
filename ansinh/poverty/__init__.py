"""The poverty review: from the answers at the door to the class signed by the commune.

Words: campaign, form A, form B1 and B2, points, class by rule and class signed, movement between years.
Law: Decree 07/2021/NĐ-CP, Decision 24/2021/QĐ-TTg, Circulars 07/2021 and 02/2022/TT-BLĐTBXH; before 2022 Decision 59/2015/QĐ-TTg."""
