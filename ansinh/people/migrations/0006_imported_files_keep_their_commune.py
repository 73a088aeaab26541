import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('people', '0005_provinces_are_filtered_in_their_index')]

    operations = [
        migrations.AddField(
            model_name='importedfile',
            name='commune',
            field=models.ForeignKey(help_text='for rows that name none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
    ]
