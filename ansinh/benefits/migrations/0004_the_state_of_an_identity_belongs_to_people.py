from django.db import migrations


class Migration(migrations.Migration):
    """The table stays as it is; the room of people answers for it from now on."""

    dependencies = [
        ('benefits', '0003_a_report_keeps_the_birth_day_it_told'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name='Identity')]),
    ]
