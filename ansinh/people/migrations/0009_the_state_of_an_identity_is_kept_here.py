import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of the room of benefits, which stays as it is."""

    dependencies = [
        ('people', '0008_a_person_may_be_merged_into_another'),
        ('benefits', '0004_the_state_of_an_identity_belongs_to_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='Identity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('not_sent', 'chưa gửi'), ('waiting', 'chờ xác thực'), ('verified', 'đã xác thực'), ('mismatch', 'lệch thông tin'), ('not_found', 'không thấy thông tin'), ('no_number', 'không có CCCD')], max_length=10)),
                    ('said', models.CharField(blank=True, help_text='what differs', max_length=300)),
                    ('at', models.DateField()),
                    ('due_on', models.DateField(null=True)),
                    ('is_latest', models.BooleanField(default=True)),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='people.person')),
                ],
                options={
                    'db_table': 'benefits_identity',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_latest', True)), fields=('person',), name='one_latest_identity_a_person')],
                },
            ),
        ]),
    ]
