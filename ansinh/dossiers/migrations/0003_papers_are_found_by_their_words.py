"""The words of papers are found through an index of their own, on both databases."""

from django.db import migrations

from ansinh.dossiers.models.paper_search import create_search, drop_search


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_papers_and_the_archive")]

    operations = [migrations.RunPython(create_search, drop_search)]
