"""What a ward publishes."""

from ansinh.engine import Fact, Grain, facts

ward = Grain("ward", key="ward_id", query="SELECT 'w1' AS ward_id, 'Phường 1' AS ward_name", label_vi="phường")
facts(ward, Fact("ward_name", str))
