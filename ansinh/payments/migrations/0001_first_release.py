import ansinh.core.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('payments', '0001_initial'), ('payments', '0002_a_reopening_takes_decisions_back'), ('payments', '0003_lines_of_a_recovery_are_found_by_their_own_index'), ('payments', '0004_unemployment_insurance_is_a_programme')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('people', '0001_first_release'),
        ('places', '0001_first_release'),
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='Provider',
                    fields=[
                        ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('kind', models.CharField(choices=[('bank', 'ngân hàng'), ('wallet', 'ví điện tử'), ('post', 'bưu điện'), ('cash_point', 'điểm chi trả')], max_length=12)),
                        ('layout', models.CharField(default='pain001', max_length=20)),
                        ('bic', models.CharField(blank=True, max_length=11)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigIntegerField(help_text='run * RUN_ROWS + number', primary_key=True, serialize=False)),
                        ('reference', models.CharField(max_length=35, unique=True)),
                        ('provider', models.CharField(max_length=20)),
                        ('channel', models.CharField(max_length=8)),
                        ('account_number', models.CharField(blank=True, max_length=34)),
                        ('payee_name', models.CharField(help_text='as the bank has it, or who collects', max_length=140)),
                        ('proxy_number', models.CharField(blank=True, max_length=12)),
                        ('amount_dong', models.BigIntegerField()),
                        ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='people.person')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='payments.run')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['commune', 'id'], name='order_in_commune')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount_dong__gt', 0)), name='an_order_pays_something')],
                    },
                ),
                migrations.CreateModel(
                    name='Purse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(choices=[('central_merit', 'Ngân sách trung ương, ưu đãi người có công'), ('province_assistance', 'Ngân sách địa phương, bảo đảm xã hội'), ('province_support', 'Ngân sách địa phương, hỗ trợ hộ nghèo'), ('gratitude_fund', 'Quỹ Đền ơn đáp nghĩa'), ('relief', 'Dự phòng, cứu trợ'), ('unemployment_fund', 'Quỹ bảo hiểm thất nghiệp')], max_length=24)),
                        ('holder', models.CharField(help_text='the unit that spends, as the bank and the treasury have it', max_length=140)),
                        ('account', models.CharField(max_length=34)),
                        ('bic', models.CharField(blank=True, max_length=11)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('province', 'code'), name='one_purse_a_province_and_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Allotment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('month', models.PositiveIntegerField(help_text='the first month it may be spent')),
                        ('amount_dong', models.BigIntegerField()),
                        ('document', models.CharField(max_length=120)),
                        ('day', models.DateField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('purse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='payments.purse')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Recovery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('programme', models.CharField(choices=[('assistance', 'Trợ giúp xã hội, hưu trí xã hội'), ('merit', 'Ưu đãi người có công'), ('support', 'Hỗ trợ theo diện hộ'), ('relief', 'Trợ giúp khẩn cấp'), ('unemployment', 'Bảo hiểm thất nghiệp')], max_length=12)),
                        ('amount_dong', models.BigIntegerField()),
                        ('instalment_dong', models.BigIntegerField(default=0, help_text='taken from each month; nothing until somebody decides')),
                        ('decision', models.CharField(blank=True, max_length=120)),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='people.person')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='payments.run')),
                    ],
                ),
                migrations.CreateModel(
                    name='Repayment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount_dong', models.BigIntegerField()),
                        ('day', models.DateField()),
                        ('document', models.CharField(max_length=120)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='payments.recovery')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ReturnFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('provider', models.CharField(blank=True, max_length=20)),
                        ('name', models.CharField(max_length=200)),
                        ('format', models.CharField(help_text='pain002, camt053, camt054, xlsx, desk', max_length=12)),
                        ('sha256', models.CharField(max_length=64, unique=True)),
                        ('rows', models.PositiveIntegerField(default=0)),
                        ('counts', models.JSONField(default=dict)),
                        ('totals', models.JSONField(default=dict)),
                        ('received_at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                ),
                migrations.CreateModel(
                    name='Run',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('programme', models.CharField(choices=[('assistance', 'Trợ giúp xã hội, hưu trí xã hội'), ('merit', 'Ưu đãi người có công'), ('support', 'Hỗ trợ theo diện hộ'), ('relief', 'Trợ giúp khẩn cấp'), ('unemployment', 'Bảo hiểm thất nghiệp')], max_length=12)),
                        ('month', models.PositiveIntegerField()),
                        ('number', models.PositiveSmallIntegerField(default=1, help_text='a second run of the month has 2')),
                        ('state', models.CharField(choices=[('planned', 'đã lập'), ('signed', 'đã ký'), ('sent', 'đã gửi đơn vị chi trả'), ('reconciled', 'đã đối chiếu'), ('closed', 'đã chốt'), ('discarded', 'đã bỏ')], default='planned', max_length=10)),
                        ('plan_day', models.DateField(help_text='the day whose knowledge counts: records and law known by then')),
                        ('folder', models.CharField(max_length=300)),
                        ('inputs_hash', models.CharField(max_length=64)),
                        ('result_hash', models.CharField(max_length=64)),
                        ('law_version', models.CharField(max_length=16)),
                        ('totals', models.JSONField(default=dict, help_text='the control totals, named steps in dong and counts')),
                        ('planned_at', models.DateTimeField(auto_now_add=True)),
                        ('signed_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('reconciled_at', models.DateTimeField(null=True)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('reconciled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-month', 'programme', '-number'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'discarded'), _negated=True), fields=('province', 'programme', 'month', 'number'), name='one_run_a_programme_month_and_number', violation_error_message='Đợt chi trả này đã được lập.')],
                    },
                ),
                migrations.CreateModel(
                    name='ReturnException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('row', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('unknown_reference', 'không có lệnh chi nào mang số này'), ('wrong_amount', 'sai số tiền'), ('duplicate_in_file', 'lặp trong tệp'), ('paid_twice', 'đã trả ở tệp hoặc kỳ khác'), ('partly_paid', 'trả một phần'), ('returned', 'ngân hàng trả lại'), ('name_mismatch', 'tên không khớp'), ('late', 'trả sau khi đã chốt'), ('unreadable', 'không đọc được dòng'), ('matched_by_person', 'khớp theo người và số tiền, không theo số lệnh')], max_length=20)),
                        ('reference', models.CharField(blank=True, max_length=35)),
                        ('amount_dong', models.BigIntegerField(null=True)),
                        ('said', models.CharField(max_length=400)),
                        ('cells', models.JSONField(default=dict)),
                        ('settled_as', models.CharField(blank=True, max_length=20)),
                        ('settled_because', models.CharField(blank=True, max_length=200)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='payments.order')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='payments.returnfile')),
                        ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='payments.run')),
                    ],
                ),
                migrations.CreateModel(
                    name='Reopening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField()),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='payments.run')),
                    ],
                ),
                migrations.CreateModel(
                    name='Line',
                    fields=[
                        ('id', models.BigIntegerField(help_text='run * RUN_ROWS + number', primary_key=True, serialize=False)),
                        ('benefit', models.CharField(help_text='Benefit.name', max_length=50)),
                        ('for_month', models.PositiveIntegerField()),
                        ('claim_id', models.BigIntegerField(null=True)),
                        ('kind', models.CharField(choices=[('due', 'tháng này'), ('arrears', 'truy lĩnh'), ('once', 'một lần'), ('recovery', 'truy thu'), ('carried', 'chưa nhận kỳ trước'), ('offset', 'bù trừ truy thu'), ('instalment', 'trừ dần truy thu')], max_length=10)),
                        ('owed_dong', models.BigIntegerField(help_text='by the rules, with what was known on the plan day')),
                        ('recognised_dong', models.BigIntegerField(help_text='by the ledger before this run')),
                        ('amount_dong', models.BigIntegerField()),
                        ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_lines', to='people.person')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('of_order', models.ForeignKey(db_index=False, help_text='the unpaid order this carries over', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_lines', to='payments.order')),
                        ('order', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payments.order')),
                        ('recovery', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payments.recovery')),
                        ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='payments.run')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('recovery__isnull', False)), fields=['recovery'], name='line_of_recovery')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('of_order__isnull', False)), fields=('of_order',), name='an_order_is_carried_once', violation_error_message='Lệnh chi này đã được chuyển sang kỳ khác.')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('stage', models.CharField(max_length=12)),
                        ('debit', models.CharField(max_length=40)),
                        ('credit', models.CharField(max_length=40)),
                        ('amount_dong', models.BigIntegerField()),
                        ('memo', models.CharField(max_length=200)),
                        ('content_hash', models.CharField(blank=True, max_length=64)),
                        ('at', models.DateTimeField()),
                        ('previous_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64, unique=True)),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='payments.entry')),
                        ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='payments.run')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount_dong__gt', 0)), name='an_entry_moves_something')],
                    },
                ),
                migrations.CreateModel(
                    name='Settlement',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('row', models.PositiveIntegerField()),
                        ('outcome', models.CharField(choices=[('paid', 'đã nhận'), ('returned', 'trả lại')], max_length=8)),
                        ('amount_dong', models.BigIntegerField(help_text='paid: what reached the person; a reversal is negative')),
                        ('day', models.DateField()),
                        ('code', models.CharField(blank=True, help_text="the bank's reason code of a return", max_length=10)),
                        ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='payments.returnfile')),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='payments.order')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Unpaid',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount_dong', models.BigIntegerField(help_text='what is left of the order')),
                        ('decided', models.CharField(choices=[('carried', 'chuyển tháng sau'), ('carried_and_stopped', 'chuyển tháng sau và tạm dừng'), ('written_back', 'nộp trả ngân sách')], max_length=20)),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unpaid', to='payments.order')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unpaid', to='payments.run')),
                        ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn', to='payments.reopening')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_by__isnull', True)), fields=('order',), name='an_order_is_left_unpaid_once', violation_error_message='Lệnh chi này đã có quyết định khi chốt.')],
                    },
                ),
                migrations.CreateModel(
                    name='Acceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='merit.monthly', max_length=80)),
                        ('from_day', models.DateField(help_text='of the dated value')),
                        ('reference', models.CharField(max_length=300)),
                        ('status', models.CharField(max_length=12)),
                        ('digest', models.CharField(max_length=64)),
                        ('reason', models.TextField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('province', 'name', 'digest'), name='one_acceptance_a_value')],
                    },
                ),
                migrations.CreateModel(
                    name='Opening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('programme', models.CharField(choices=[('assistance', 'Trợ giúp xã hội, hưu trí xã hội'), ('merit', 'Ưu đãi người có công'), ('support', 'Hỗ trợ theo diện hộ'), ('relief', 'Trợ giúp khẩn cấp'), ('unemployment', 'Bảo hiểm thất nghiệp')], max_length=12)),
                        ('month', models.PositiveIntegerField()),
                        ('document', models.CharField(blank=True, max_length=200)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('province', 'programme'), name='one_opening_a_programme')],
                    },
                ),
            ],
        ),
    ]
