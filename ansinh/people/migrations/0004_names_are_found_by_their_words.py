from django.db import migrations

from ansinh.people.models.name_search import create_search, drop_search


class Migration(migrations.Migration):

    dependencies = [("people", "0003_number_check_without_regexp")]

    operations = [migrations.RunPython(create_search, drop_search)]
