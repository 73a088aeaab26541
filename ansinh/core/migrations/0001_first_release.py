import ansinh.core.append_only
import ansinh.core.migrating
import django.db.migrations.operations.special
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_months_and_the_hands_that_pay'), ('core', '0003_grants_name_field_body_and_lender'), ('core', '0004_grants_of_before_cover_every_field'), ('core', '0005_events_say_as_what_and_from_where_and_are_anchored'), ('core', '0006_the_trail_is_only_added_to'), ('core', '0007_programs_act_with_tokens_of_their_users'), ('core', '0008_employers')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='AuditAnchor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('last_id', models.BigIntegerField()),
                        ('count', models.BigIntegerField()),
                        ('hash', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['-day'],
                    },
                ),
                migrations.CreateModel(
                    name='Month',
                    fields=[
                        ('id', models.PositiveIntegerField(primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveSmallIntegerField(help_text='1 to 12')),
                        ('first_day', models.DateField()),
                        ('last_day', models.DateField()),
                        ('next_day', models.DateField(help_text='the first day of the month after')),
                        ('day_before', models.DateField(help_text='the last day of the month before')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='ApiToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(max_length=120)),
                        ('name', models.CharField(help_text='the part of the token that is no secret', max_length=12, unique=True)),
                        ('sha256', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                        ('to_day', models.DateField(help_text='first day it opens nothing')),
                        ('last_used_on', models.DateField(null=True)),
                        ('ended_at', models.DateTimeField(help_text='ended by hand before its day', null=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-id'],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('actor', models.CharField(max_length=150)),
                        ('capacity', models.CharField(blank=True, default='', help_text='roles acted in, and on whose behalf', max_length=200)),
                        ('address', models.CharField(blank=True, default='', max_length=45)),
                        ('request_id', models.CharField(blank=True, default='', max_length=36)),
                        ('act', models.CharField(max_length=60)),
                        ('subject', models.CharField(max_length=80)),
                        ('place_id', models.CharField(blank=True, max_length=20)),
                        ('detail', models.JSONField(default=dict)),
                        ('before', models.JSONField(null=True)),
                        ('after', models.JSONField(null=True)),
                        ('reason', models.TextField(blank=True)),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('previous_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['subject', 'id'], name='core_audite_subject_2bc1ce_idx'), models.Index(fields=['actor', 'id'], name='audit_by_actor'), models.Index(fields=['at'], name='audit_by_moment')],
                    },
                ),
                migrations.CreateModel(
                    name='Grant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('commune_officer', 'Cán bộ xã'), ('commune_leader', 'Lãnh đạo UBND xã'), ('one_stop', 'Bộ phận một cửa'), ('province_officer', 'Cán bộ cấp tỉnh'), ('province_head', 'Trưởng phòng cấp tỉnh'), ('province_leader', 'Lãnh đạo cấp tỉnh'), ('province_accountant', 'Kế toán chi trả'), ('province_reconciler', 'Đối chiếu, quyết toán'), ('provider', 'Kho bạc, đơn vị chi trả'), ('employer', 'Đơn vị tuyển dụng'), ('inspector', 'Thanh tra'), ('auditor', 'Kiểm toán, giám sát'), ('administrator', 'Quản trị hệ thống'), ('citizen', 'Người dân')], max_length=30)),
                        ('field', models.CharField(blank=True, choices=[('', 'mọi lĩnh vực'), ('merit', 'người có công'), ('assistance', 'trợ giúp xã hội'), ('poverty', 'giảm nghèo'), ('labour', 'lao động, việc làm'), ('care', 'trẻ em, bình đẳng giới, phòng chống tệ nạn'), ('payments', 'chi trả'), ('dossiers', 'hồ sơ thủ tục'), ('oversight', 'thanh tra, khiếu nại, tố cáo'), ('accounts', 'tài khoản')], default='', max_length=30)),
                        ('place_id', models.CharField(help_text='Place.id: a province or a commune', max_length=20)),
                        ('body', models.CharField(blank=True, default='', help_text='the provider, for the role provider', max_length=20)),
                        ('sees_sensitive', models.BooleanField(default=False, help_text='also records kept apart; never without a last day')),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(blank=True, null=True)),
                        ('stands_aside', models.BooleanField(default=False, help_text='who lent it does not act in it meanwhile')),
                        ('delegated_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='core.grant')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='grant_ends_after_it_starts', violation_error_message='Ngày hết quyền phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('sees_sensitive', False), ('to_day__isnull', False), _connector='OR'), name='sensitive_grant_has_an_end', violation_error_message='Quyền xem hồ sơ nhạy cảm phải có ngày hết hạn.'), models.CheckConstraint(condition=models.Q(('delegated_from__isnull', True), ('to_day__isnull', False), _connector='OR'), name='delegated_grant_has_an_end', violation_error_message='Ủy quyền phải có ngày bắt đầu và ngày kết thúc.')],
                    },
                ),
            ],
        ),
        migrations.RunPython(
            code=ansinh.core.append_only.guard,
            reverse_code=ansinh.core.append_only.lift,
        ),
        migrations.RunPython(
            code=ansinh.core.migrating.fill_months,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
