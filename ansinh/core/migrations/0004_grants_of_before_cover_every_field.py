from django.db import migrations


def to_every_field(apps, schema_editor):
    """The field of a grant was written and never asked: every grant of before covered all of them."""
    apps.get_model("core", "Grant").objects.update(field="")


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0003_grants_name_field_body_and_lender"),
    ]

    operations = [
        migrations.RunPython(to_every_field, migrations.RunPython.noop),
    ]
