from django.db import migrations

from ansinh.core.append_only import guard, lift


class Migration(migrations.Migration):
    dependencies = [("core", "0005_events_say_as_what_and_from_where_and_are_anchored")]

    operations = [migrations.RunPython(guard, lift)]
