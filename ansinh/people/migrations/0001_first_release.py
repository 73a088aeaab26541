import ansinh.core.migrating
import ansinh.people.models.name_search
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_imported_files'), ('people', '0003_number_check_without_regexp'), ('people', '0004_names_are_found_by_their_words'), ('people', '0005_provinces_are_filtered_in_their_index'), ('people', '0006_imported_files_keep_their_commune'), ('people', '0007_words_are_filtered_in_the_index_of_a_province'), ('people', '0008_a_person_may_be_merged_into_another'), ('people', '0009_the_state_of_an_identity_is_kept_here'), ('people', '0010_doubles_and_verification'), ('people', '0011_pairs_are_listed_by_weight'), ('people', '0012_organisations')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('places', '0001_first_release'),
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='Household',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=20, unique=True)),
                        ('hamlet', models.CharField(blank=True, max_length=80)),
                        ('address', models.CharField(blank=True, max_length=200)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('source', models.CharField(blank=True, max_length=80)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('commune_later', models.ForeignKey(db_index=False, help_text="where a divided commune leaves it: the household's own new commune", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.household')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('split_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='people.household')),
                        ('head', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='headed_households', to='people.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['commune', 'hamlet', 'code'], name='household_in_commune'), models.Index(fields=['province', 'code', 'to_day'], name='household_in_province')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='household_ends_after_it_starts', violation_error_message='Ngày hộ chấm dứt phải sau ngày lập hộ.')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportedFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('sha256', models.CharField(max_length=64)),
                        ('content', models.BinaryField(help_text='kept from the preview to the confirmation', null=True)),
                        ('sheet', models.CharField(blank=True, max_length=80)),
                        ('accept_offers', models.BooleanField(default=False)),
                        ('sent_at', models.DateTimeField(auto_now_add=True)),
                        ('applied_at', models.DateTimeField(null=True)),
                        ('counts', models.JSONField(default=dict, help_text='rows by outcome')),
                        ('refused', models.JSONField(default=dict, help_text='{header: [...], rows: [[row number, reason, offer, cells]]}')),
                        ('commune', models.ForeignKey(help_text='for rows that name none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('personal_number', models.CharField(error_messages={'unique': 'Số định danh này đã có trong sổ.'}, max_length=12, null=True, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('name_folded', models.CharField(max_length=120)),
                        ('name_key', models.CharField(max_length=400)),
                        ('sex', models.CharField(choices=[('m', 'nam'), ('f', 'nữ')], max_length=1)),
                        ('birth_year', models.PositiveSmallIntegerField()),
                        ('birth_month', models.PositiveSmallIntegerField(null=True)),
                        ('birth_day', models.PositiveSmallIntegerField(null=True)),
                        ('ethnicity', models.PositiveSmallIntegerField(default=1)),
                        ('died_on', models.DateField(null=True)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('source', models.CharField(blank=True, max_length=80)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('merged_into', models.ForeignKey(db_index=False, help_text="whose second row this was; what was signed of it is read as that person's", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_here', to='people.person')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['commune', 'name_key', 'id'], name='person_in_commune_by_name'), models.Index(fields=['birth_year', 'birth_month', 'birth_day', 'name_folded'], name='person_by_birth'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='person_merged'), models.Index(fields=['province', 'name_key', 'id', 'sex', 'birth_year', 'ethnicity', 'died_on', 'name_folded', 'merged_into'], name='person_in_province_by_name')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('birth_day__isnull', True), ('birth_month__isnull', False), _connector='OR'), name='birth_day_needs_its_month', violation_error_message='Biết ngày sinh thì phải biết tháng sinh.'), models.CheckConstraint(condition=models.Q(('personal_number__isnull', True), models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('personal_number'), 12), django.db.models.lookups.Exact(models.Func('personal_number', models.Value('0123456789'), function='LTRIM'), models.Value(''))), _connector='OR'), name='personal_number_is_12_digits', violation_error_message='Số định danh phải có đúng 12 chữ số.')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(max_length=12)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.household')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('person',), name='one_open_membership_a_person', violation_error_message='Người này đang là thành viên của một hộ. Đóng tư cách ở hộ cũ trước.')],
                    },
                ),
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
                migrations.CreateModel(
                    name='DoublePair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weight', models.IntegerField(help_text="Splink's match weight in hundredths: log2 of the odds that they are one person")),
                        ('evidence', models.JSONField(default=list, help_text='[[field, level, weight], ...] as Splink weighed it')),
                        ('state', models.CharField(choices=[('waiting', 'chờ xem'), ('unclear', 'chưa rõ'), ('two', 'là hai người'), ('one', 'là một người')], default='waiting', max_length=8)),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('due_on', models.DateField(null=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('found_at', models.DateTimeField()),
                        ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['province', 'state', '-weight', 'id'], name='pair_by_weight')],
                        'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='a_pair_is_kept_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='a_pair_has_two_persons')],
                    },
                ),
                migrations.CreateModel(
                    name='PersonMerge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('choices', models.JSONField(default=dict, help_text='{what: kept | merged}: whose value, and whose open row stays')),
                        ('reason', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[('proposed', 'chờ xác nhận'), ('done', 'đã gộp'), ('refused', 'không gộp'), ('undone', 'đã gỡ')], default='proposed', max_length=10)),
                        ('proposed_at', models.DateTimeField(auto_now_add=True)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('settled_because', models.CharField(blank=True, max_length=300)),
                        ('undone_at', models.DateTimeField(null=True)),
                        ('undone_because', models.CharField(blank=True, max_length=300)),
                        ('totals', models.JSONField(default=dict, help_text='the control totals, the same before and after')),
                        ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                        ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                        ('pair', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='people.doublepair')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'done'))), fields=('merged',), name='a_person_is_merged_once', violation_error_message='Người này đang có một đề nghị gộp, hoặc đã được gộp.'), models.CheckConstraint(condition=models.Q(('kept', models.F('merged')), _negated=True), name='a_merge_has_two_persons')],
                    },
                ),
                migrations.CreateModel(
                    name='MovedRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('model', models.CharField(help_text='app.model', max_length=60)),
                        ('row', models.CharField(help_text="the row's primary key", max_length=40)),
                        ('column', models.CharField(max_length=60)),
                        ('old', models.JSONField(null=True)),
                        ('new', models.JSONField(null=True)),
                        ('merge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moved', to='people.personmerge')),
                    ],
                ),
                migrations.CreateModel(
                    name='Residence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hamlet', models.CharField(blank=True, max_length=80)),
                        ('address', models.CharField(blank=True, max_length=200)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='residences', to='people.household')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                ),
                migrations.CreateModel(
                    name='VerificationAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('sha256', models.CharField(max_length=64)),
                        ('counts', models.JSONField(default=dict, help_text='rows by state, and refused')),
                        ('refused', models.JSONField(default=dict, help_text='{header: [...], rows: [[row number, reason, offer, cells]]}')),
                        ('received_at', models.DateTimeField(auto_now_add=True)),
                        ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('sha256', 'province'), name='an_answer_is_read_once', violation_error_message='Tệp trả lời này đã được nhận.')],
                    },
                ),
                migrations.CreateModel(
                    name='Mismatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(choices=[('name', 'họ tên'), ('birth', 'ngày sinh'), ('sex', 'giới tính'), ('personal_number', 'số định danh')], max_length=16)),
                        ('ours', models.CharField(blank=True, max_length=120)),
                        ('theirs', models.CharField(blank=True, max_length=120)),
                        ('due_on', models.DateField()),
                        ('state', models.CharField(choices=[('open', 'chờ xử lý'), ('corrected', 'đã sửa theo CSDL dân cư'), ('kept', 'giữ thông tin của ta'), ('superseded', 'có câu trả lời mới hơn')], default='open', max_length=10)),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mismatches', to='people.person')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mismatches', to='people.verificationanswer')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'due_on', 'id'], name='mismatch_by_due_day')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('person', 'field'), name='one_open_mismatch_a_field')],
                    },
                ),
                migrations.CreateModel(
                    name='VerificationRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('sha256', models.CharField(max_length=64)),
                        ('rows', models.PositiveIntegerField(default=0)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('commune', models.ForeignKey(help_text='when only one is asked', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tax_number', models.CharField(error_messages={'unique': 'Mã số thuế này đã có trong sổ đơn vị.'}, max_length=14, null=True, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('name_folded', models.CharField(max_length=200)),
                        ('name_key', models.CharField(max_length=600)),
                        ('kind', models.CharField(choices=[('state_enterprise', 'doanh nghiệp nhà nước'), ('private_enterprise', 'doanh nghiệp ngoài nhà nước'), ('foreign_enterprise', 'doanh nghiệp có vốn đầu tư nước ngoài'), ('cooperative', 'hợp tác xã'), ('household_business', 'hộ kinh doanh'), ('public_body', 'cơ quan, đơn vị sự nghiệp'), ('other', 'tổ chức khác')], max_length=20)),
                        ('section', models.CharField(blank=True, choices=[('A', 'Nông nghiệp, lâm nghiệp và thủy sản'), ('B', 'Khai khoáng'), ('C', 'Công nghiệp chế biến, chế tạo'), ('D', 'Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước'), ('E', 'Cung cấp nước; xử lý rác thải, nước thải'), ('F', 'Xây dựng'), ('G', 'Bán buôn và bán lẻ; sửa chữa xe'), ('H', 'Vận tải kho bãi'), ('I', 'Dịch vụ lưu trú và ăn uống'), ('J', 'Thông tin và truyền thông'), ('K', 'Tài chính, ngân hàng và bảo hiểm'), ('L', 'Kinh doanh bất động sản'), ('M', 'Chuyên môn, khoa học và công nghệ'), ('N', 'Hành chính và dịch vụ hỗ trợ'), ('O', 'Hoạt động của Đảng, Nhà nước, đoàn thể; quốc phòng, an ninh'), ('P', 'Giáo dục và đào tạo'), ('Q', 'Y tế và trợ giúp xã hội'), ('R', 'Nghệ thuật, vui chơi và giải trí'), ('S', 'Dịch vụ khác'), ('T', 'Làm thuê trong hộ gia đình'), ('U', 'Tổ chức và cơ quan quốc tế')], max_length=1)),
                        ('activity', models.CharField(blank=True, help_text='VSIC class where it is known, 2 to 5 digits', max_length=5)),
                        ('workers', models.PositiveIntegerField(help_text='people it employs, as last reported', null=True)),
                        ('address', models.CharField(blank=True, max_length=200)),
                        ('zone', models.CharField(blank=True, help_text='industrial park, economic zone', max_length=80)),
                        ('wage_region', models.CharField(blank=True, choices=[('I', 'I'), ('II', 'II'), ('III', 'III'), ('IV', 'IV')], max_length=3)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('from_day', models.DateField(null=True)),
                        ('to_day', models.DateField(null=True)),
                        ('source', models.CharField(blank=True, max_length=80)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['commune', 'name_key', 'id'], name='organisation_in_commune'), models.Index(fields=['province', 'name_key', 'id'], name='organisation_in_province')],
                    },
                ),
            ],
        ),
        migrations.RunPython(
            code=ansinh.people.models.name_search.create_search,
            reverse_code=ansinh.people.models.name_search.drop_search,
        ),
    ]
