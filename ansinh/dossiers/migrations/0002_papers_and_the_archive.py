"""Papers are kept with their versions; the merit archive has its shelves, its loan book and its counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0001_dossiers_and_their_path'),
        ('people', '0007_words_are_filtered_in_the_index_of_a_province'),
        ('places', '0003_earlier_names_can_be_found'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArchiveFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('martyr', 'liệt sĩ'), ('war_invalid', 'thương binh, như thương binh'), ('sick_soldier', 'bệnh binh'), ('heroic_mother', 'Bà mẹ Việt Nam anh hùng'), ('revolutionary', 'người hoạt động cách mạng'), ('toxic_chemical', 'người nhiễm chất độc hóa học'), ('imprisoned', 'người bị địch bắt tù, đày'), ('resistance', 'người hoạt động kháng chiến'), ('helper', 'người có công giúp đỡ cách mạng'), ('hero', 'anh hùng LLVT, anh hùng lao động'), ('relative', 'thân nhân'), ('other', 'khác')], max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('name_folded', models.CharField(max_length=120)),
                ('name_key', models.CharField(max_length=400)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('home', models.CharField(blank=True, help_text='home village as the file says it', max_length=200)),
                ('store', models.CharField(blank=True, max_length=20)),
                ('shelf', models.CharField(blank=True, max_length=20)),
                ('box', models.CharField(blank=True, max_length=20)),
                ('position', models.CharField(blank=True, max_length=20)),
                ('shelf_key', models.CharField(blank=True, max_length=160)),
                ('state', models.CharField(choices=[('in_place', 'trong kho'), ('lent', 'đang cho mượn'), ('missing', 'thất lạc'), ('moved', 'đã chuyển đi')], default='in_place', max_length=10)),
                ('is_scanned', models.BooleanField(default=False)),
                ('search', models.CharField(help_text='folded name, number and home', max_length=500)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='archive_files', to='people.person')),
                ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
        ),
        migrations.CreateModel(
            name='FileMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to_place', models.CharField(help_text='the body that keeps it from now on', max_length=200)),
                ('request_number', models.CharField(blank=True, help_text='of the request, Mẫu 27', max_length=60)),
                ('requested_on', models.DateField()),
                ('slip_number', models.CharField(help_text='of the slip, Mẫu 93', max_length=60)),
                ('moved_on', models.DateField()),
                ('sheets', models.PositiveIntegerField(help_text='how many sheets the file has', null=True)),
                ('papers', models.TextField(blank=True, help_text='what is in it, one paper a line')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='dossiers.archivefile')),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('size', models.PositiveBigIntegerField(help_text='bytes')),
                ('kind', models.CharField(max_length=20)),
                ('pages', models.PositiveIntegerField(help_text='none while nobody counted them, or where there are none', null=True)),
                ('scan', models.CharField(choices=[('unscanned', 'chưa quét vi-rút'), ('clean', 'đã quét, sạch'), ('infected', 'có mã độc, đã cách ly')], default='unscanned', max_length=12)),
                ('scan_said', models.CharField(blank=True, help_text='the name of what was found, or why nobody looked', max_length=200)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('text', models.CharField(choices=[('waiting', 'chờ đọc chữ'), ('reading', 'đang đọc chữ'), ('read', 'tìm được theo chữ'), ('none', 'không có chữ'), ('unreadable', 'không đọc được chữ')], default='waiting', max_length=12)),
                ('text_said', models.CharField(blank=True, help_text='why there is none, what to do', max_length=400)),
                ('text_at', models.DateTimeField(help_text='when the reading began, then when it ended', null=True)),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'indexes': [models.Index(fields=['text'], name='kept_file_by_text'), models.Index(fields=['scan'], name='kept_file_by_scan')],
            },
        ),
        migrations.CreateModel(
            name='FileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField(help_text='1, 2, 3 ...')),
                ('text', models.TextField()),
                ('folded', models.TextField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='dossiers.keptfile')),
            ],
            options={
                'ordering': ['file', 'page'],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('borrower', models.CharField(max_length=120)),
                ('unit', models.CharField(blank=True, help_text='where the borrower works', max_length=160)),
                ('purpose', models.CharField(max_length=300)),
                ('lent_on', models.DateField()),
                ('due_on', models.DateField()),
                ('returned_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, help_text='in what condition it came back', max_length=300)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='dossiers.archivefile')),
                ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('declaration', 'bản khai, đơn'), ('birth_certificate', 'giấy khai sinh, trích lục khai sinh'), ('death_extract', 'giấy chứng tử, trích lục khai tử'), ('marriage_certificate', 'giấy chứng nhận kết hôn'), ('identity_card', 'căn cước, giấy tờ tùy thân'), ('residence_paper', 'giấy tờ cư trú'), ('martyr_certificate', 'Bằng Tổ quốc ghi công'), ('death_notice', 'giấy báo tử'), ('sacrifice_certificate', 'giấy chứng nhận hy sinh'), ('war_invalid_certificate', 'giấy chứng nhận thương binh'), ('injury_certificate', 'giấy chứng nhận bị thương'), ('sick_soldier_certificate', 'giấy chứng nhận bệnh binh'), ('merit_certificate', 'giấy chứng nhận người có công, thân nhân'), ('service_record', 'lý lịch, quyết định xuất ngũ, phục viên'), ('medical_minutes', 'biên bản giám định y khoa'), ('medical_record', 'bệnh án, giấy ra viện'), ('disability_certificate', 'giấy xác nhận khuyết tật'), ('council_minutes', 'biên bản hội đồng, biên bản họp'), ('authorisation', 'giấy ủy quyền, biên bản đồng thuận'), ('confirmation', 'giấy xác nhận'), ('decision', 'quyết định'), ('extract', 'trích lục, bản sao hồ sơ'), ('transfer_slip', 'phiếu báo di chuyển hồ sơ'), ('photo', 'ảnh'), ('whole_file', 'bản quét cả hồ sơ'), ('other', 'giấy tờ khác')], max_length=30)),
                ('component', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('issuer', models.CharField(blank=True, max_length=200)),
                ('is_original', models.BooleanField(default=False)),
                ('is_sensitive', models.BooleanField(default=False)),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_because', models.CharField(blank=True, max_length=300)),
                ('archive_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='dossiers.archivefile')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='dossiers.dossier')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='people.person')),
                ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PaperVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='1, 2, 3 ...')),
                ('is_newest', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('kept_at', models.DateTimeField(auto_now_add=True)),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='dossiers.paper')),
            ],
            options={
                'ordering': ['paper', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PaperPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(help_text='1, 2, 3 ...')),
                ('name', models.CharField(max_length=200)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='dossiers.keptfile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='dossiers.paperversion')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ShelfCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('store', models.CharField(max_length=20)),
                ('shelf', models.CharField(blank=True, max_length=20)),
                ('box', models.CharField(blank=True, max_length=20)),
                ('expected', models.PositiveIntegerField()),
                ('found', models.JSONField(default=list)),
                ('missing', models.JSONField(default=list)),
                ('misplaced', models.JSONField(default=list)),
                ('strange', models.JSONField(default=list)),
                ('not_expected', models.JSONField(default=list)),
                ('counted_at', models.DateTimeField(auto_now_add=True)),
                ('counted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='archivefile',
            index=models.Index(fields=['province', 'name_key', 'id'], name='archive_by_name'),
        ),
        migrations.AddIndex(
            model_name='archivefile',
            index=models.Index(fields=['province', 'shelf_key', 'id'], name='archive_by_shelf'),
        ),
        migrations.AddIndex(
            model_name='archivefile',
            index=models.Index(fields=['province', 'store', 'shelf', 'box'], name='archive_in_box'),
        ),
        migrations.AddConstraint(
            model_name='archivefile',
            constraint=models.UniqueConstraint(fields=('province', 'number'), name='one_archive_number_a_province', violation_error_message='Số hồ sơ này đã có trong kho lưu trữ.'),
        ),
        migrations.AddConstraint(
            model_name='filemove',
            constraint=models.CheckConstraint(condition=models.Q(('moved_on__gte', models.F('requested_on'))), name='a_file_moves_after_it_was_asked_for', violation_error_message='Ngày chuyển phải từ ngày đơn trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='filetext',
            constraint=models.UniqueConstraint(fields=('file', 'page'), name='one_text_a_page'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(fields=['returned_on', 'due_on'], name='loan_by_due'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_on__isnull', True)), fields=('file',), name='one_open_loan_a_file', violation_error_message='Hồ sơ này đang có người mượn.'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('lent_on'))), name='a_loan_is_due_after_it_begins', violation_error_message='Hạn trả phải từ ngày mượn trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('returned_on__isnull', True), ('returned_on__gte', models.F('lent_on')), _connector='OR'), name='a_loan_ends_after_it_begins', violation_error_message='Ngày trả phải từ ngày mượn trở đi.'),
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(fields=['province', 'id'], name='paper_in_province'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(('dossier__isnull', False), ('person__isnull', False), ('archive_file__isnull', False), _connector='OR'), name='a_paper_belongs_somewhere', violation_error_message='Giấy tờ phải thuộc một hồ sơ, một người hoặc một hồ sơ lưu trữ.'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_because', '')), models.Q(('removed_at__isnull', False), models.Q(('removed_because', ''), _negated=True)), _connector='OR'), name='a_paper_is_taken_away_for_a_reason', violation_error_message='Bỏ một giấy tờ thì phải ghi lý do.'),
        ),
        migrations.AddConstraint(
            model_name='paperversion',
            constraint=models.UniqueConstraint(fields=('paper', 'number'), name='one_version_a_number'),
        ),
        migrations.AddConstraint(
            model_name='paperversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_newest', True)), fields=('paper',), name='one_newest_version_a_paper', violation_error_message='Giấy tờ này đã có bản mới hơn. Tải lại trang.'),
        ),
        migrations.AddConstraint(
            model_name='paperpart',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='one_part_a_position'),
        ),
    ]
