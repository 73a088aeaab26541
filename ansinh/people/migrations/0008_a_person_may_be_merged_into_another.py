import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_words_are_filtered_in_the_index_of_a_province'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(db_index=False, help_text="whose second row this was; what was signed of it is read as that person's", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_here', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['birth_year', 'birth_month', 'birth_day'], name='person_by_birth'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='person_merged'),
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='person_in_province_by_name',
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['province', 'name_key', 'id', 'sex', 'birth_year', 'ethnicity', 'died_on', 'name_folded', 'merged_into'], name='person_in_province_by_name'),
        ),
        # A new index without its sizes is one the planner shuns.
        migrations.RunSQL('ANALYZE people_person', migrations.RunSQL.noop),
    ]
