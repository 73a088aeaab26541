import ansinh.core.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('indicators', '0001_initial')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('places', '0001_first_release'),
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='EnteredFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.CharField(max_length=80)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField()),
                        ('value', models.DecimalField(decimal_places=4, max_digits=24)),
                        ('source', models.CharField(max_length=200)),
                        ('entered_at', models.DateTimeField(auto_now_add=True)),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='indicators.enteredfigure')),
                    ],
                ),
                migrations.CreateModel(
                    name='Snapshot',
                    fields=[
                        ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ('taken_at', models.DateTimeField()),
                        ('taken_by', models.CharField(max_length=150)),
                        ('folder', models.CharField(max_length=300)),
                        ('manifest', models.JSONField()),
                        ('last_event', models.BigIntegerField(help_text='the newest audit event it contains')),
                        ('is_sealed', models.BooleanField(default=False)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ['-taken_at'],
                    },
                ),
                migrations.CreateModel(
                    name='SealedFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.CharField(max_length=80)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField()),
                        ('value', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        ('unit', models.CharField(max_length=30)),
                        ('sealed_at', models.DateTimeField()),
                        ('sealed_by', models.CharField(max_length=150)),
                        ('hash', models.CharField(max_length=64)),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='indicators.sealedfigure')),
                        ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='indicators.snapshot')),
                    ],
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.CharField(max_length=80)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('value', models.DecimalField(decimal_places=4, max_digits=20)),
                        ('resolution', models.CharField(max_length=120)),
                        ('resolved_on', models.DateField()),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='indicators.target')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'place', 'year', 'resolution'), name='one_target_a_resolution', violation_error_message='Nghị quyết này đã giao chỉ tiêu đó cho nơi này.')],
                    },
                ),
            ],
        ),
    ]
