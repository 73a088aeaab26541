import ansinh.core.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('benefits', '0001_initial'), ('benefits', '0002_a_register_file_keeps_its_commune_and_decision'), ('benefits', '0003_a_report_keeps_the_birth_day_it_told'), ('benefits', '0004_the_state_of_an_identity_belongs_to_people'), ('benefits', '0005_a_decision_names_its_dossier')]

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('dossiers', '0001_first_release'),
        ('people', '0001_first_release'),
        ('places', '0001_first_release'),
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=60)),
                        ('decided_on', models.DateField()),
                        ('signer', models.CharField(blank=True, max_length=120)),
                        ('body', models.CharField(blank=True, max_length=160)),
                        ('source', models.CharField(default='decision', max_length=80)),
                        ('document', models.CharField(blank=True, help_text='name and hash of the paper kept, when there is one', max_length=200)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('commune', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('dossier', models.ForeignKey(help_text='the dossier it was signed in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['province', 'number', 'decided_on'], name='decision_by_number')],
                    },
                ),
                migrations.CreateModel(
                    name='DifficultArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('document', models.CharField(max_length=200)),
                        ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='difficult_spans', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='difficult_area_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='DisabilityCertificate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=60)),
                        ('degree', models.CharField(choices=[('extra_severe', 'đặc biệt nặng'), ('severe', 'nặng'), ('mild', 'nhẹ')], max_length=12)),
                        ('kind', models.CharField(choices=[('movement', 'vận động'), ('hearing_speech', 'nghe, nói'), ('sight', 'nhìn'), ('mental', 'thần kinh, tâm thần'), ('intellectual', 'trí tuệ'), ('other', 'khác')], max_length=16)),
                        ('from_day', models.DateField(help_text='the day of the certificate')),
                        ('to_day', models.DateField(null=True)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disability_certificates', to='people.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='certificate_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('death', 'tin báo tử'), ('prison', 'tin thi hành án'), ('move', 'tin chuyển nơi cư trú')], max_length=8)),
                        ('personal_number', models.CharField(blank=True, max_length=12)),
                        ('name', models.CharField(max_length=120)),
                        ('birth', models.CharField(blank=True, help_text='as told: the day, the month and year, or the year', max_length=10)),
                        ('day', models.DateField()),
                        ('document', models.CharField(blank=True, help_text='số trích lục khai tử, quyết định thi hành án ...', max_length=120)),
                        ('source', models.CharField(max_length=80)),
                        ('state', models.CharField(default='new', help_text='new, applied, refused', max_length=10)),
                        ('settled_because', models.CharField(blank=True, max_length=200)),
                        ('received_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feeds', to='people.person')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('personal_number', ''), _negated=True), fields=('kind', 'personal_number', 'day', 'source'), name='one_feed_a_person_day_and_source')],
                    },
                ),
                migrations.CreateModel(
                    name='Income',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('pension', 'lương hưu'), ('social_insurance', 'trợ cấp BHXH hằng tháng'), ('survivor', 'tuất hằng tháng của BHXH'), ('wage', 'tiền lương, tiền công'), ('other', 'trợ cấp hằng tháng khác')], max_length=16)),
                        ('amount_dong', models.BigIntegerField(help_text='a month; unknown when not told', null=True)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('source', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incomes', to='people.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='income_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='Martyr',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('name_folded', models.CharField(db_index=True, max_length=120)),
                        ('born', models.PositiveSmallIntegerField(null=True)),
                        ('died_on', models.DateField(null=True)),
                        ('award_number', models.CharField(blank=True, help_text='số Bằng Tổ quốc ghi công', max_length=60)),
                        ('grave', models.CharField(blank=True, max_length=200)),
                        ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                ),
                migrations.CreateModel(
                    name='Claim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('funeral_assistance', 'Hỗ trợ chi phí mai táng (trợ giúp xã hội)'), ('funeral_social_pension', 'Hỗ trợ chi phí mai táng (hưu trí xã hội)'), ('emergency_death', 'Trợ giúp khẩn cấp: người chết, mất tích'), ('emergency_injury', 'Trợ giúp khẩn cấp: người bị thương nặng'), ('funeral_merit', 'Mai táng phí người có công'), ('death_of_merit', 'Trợ cấp một lần khi người có công từ trần (3 tháng)'), ('martyr_award', 'Trợ cấp một lần khi cấp Bằng Tổ quốc ghi công'), ('martyr_notification', 'Chi phí báo tử'), ('revolutionary_before_1945_died', 'Thân nhân người HĐCM trước 1945 chết chưa hưởng'), ('revolutionary_of_1945_died', 'Thân nhân người HĐCM tiền khởi nghĩa chết chưa hưởng'), ('heroic_mother_died', 'Bà mẹ VNAH chết chưa hưởng, truy tặng'), ('hero_died', 'Anh hùng chết chưa hưởng, truy tặng'), ('imprisoned_died', 'Người tù đày chết chưa hưởng'), ('helper_medal', 'Người giúp đỡ cách mạng có Huy chương Kháng chiến'), ('resistance_seniority', 'Người HĐKC giải phóng dân tộc, theo thâm niên'), ('resistance_died', 'Người HĐKC, người giúp đỡ cách mạng chết chưa hưởng'), ('wounded_once', 'Bị thương từ 5 % đến 20 %'), ('worship', 'Trợ cấp thờ cúng liệt sĩ hằng năm'), ('convalescence_home', 'Điều dưỡng tại nhà'), ('convalescence_centre', 'Điều dưỡng tập trung'), ('study_yearly', 'Ưu đãi học tập hằng năm')], max_length=40)),
                        ('month', models.PositiveIntegerField(help_text='202312: the month of the death, of the award, of the list')),
                        ('payable_month', models.PositiveIntegerField(help_text='the first month it may be paid')),
                        ('event_on', models.DateField(null=True)),
                        ('death_extract', models.CharField(blank=True, help_text='số trích lục khai tử', max_length=60)),
                        ('payee_name', models.CharField(blank=True, max_length=120)),
                        ('payee_relation', models.CharField(blank=True, max_length=40)),
                        ('loss_rate', models.PositiveSmallIntegerField(null=True)),
                        ('seniority_months', models.PositiveSmallIntegerField(null=True)),
                        ('study_level', models.CharField(blank=True, choices=[('nursery', 'mầm non'), ('general', 'phổ thông'), ('vocational', 'giáo dục nghề nghiệp'), ('university', 'đại học')], max_length=12)),
                        ('is_worshipper', models.BooleanField(default=False, help_text="the worshipper's share where relatives have another")),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('payee', models.ForeignKey(help_text='who collects; absent: the person', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                        ('person', models.ForeignKey(help_text='whose right it is; the one who died', on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='people.person')),
                        ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.decision')),
                        ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='benefits.decision')),
                        ('martyr', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='benefits.martyr')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['month', 'kind'], name='claim_by_month')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('funeral_assistance', 'funeral_social_pension', 'funeral_merit')), _negated=True), models.Q(('death_extract', ''), _negated=True), _connector='OR'), name='a_funeral_has_its_death_extract', violation_error_message='Mai táng phí phải có số trích lục khai tử.'), models.UniqueConstraint(condition=models.Q(('cancelled_by__isnull', True), ('kind__in', ('funeral_assistance', 'funeral_social_pension', 'funeral_merit'))), fields=('person', 'kind'), name='one_funeral_a_person_and_kind', violation_error_message='Mai táng phí của người này đã được lập.')],
                    },
                ),
                migrations.CreateModel(
                    name='Proxy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('personal_number', models.CharField(blank=True, max_length=12)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('relation', models.CharField(max_length=40)),
                        ('document', models.CharField(max_length=200)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(help_text='the day the authority expires')),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='people.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['personal_number'], name='proxy_by_number')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__gt', models.F('from_day'))), name='proxy_ends_after_it_starts', violation_error_message='Ngày hết ủy quyền phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('sha256', models.CharField(max_length=64)),
                        ('content', models.BinaryField(null=True)),
                        ('sheet', models.CharField(blank=True, max_length=80)),
                        ('decision_number', models.CharField(blank=True, help_text='for rows that name no decision', max_length=60)),
                        ('decided_on', models.DateField(null=True)),
                        ('signer', models.CharField(blank=True, max_length=120)),
                        ('sent_at', models.DateTimeField(auto_now_add=True)),
                        ('applied_at', models.DateTimeField(null=True)),
                        ('counts', models.JSONField(default=dict)),
                        ('refused', models.JSONField(default=dict)),
                        ('commune', models.ForeignKey(help_text='for rows that name none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Study',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('nursery', 'mầm non'), ('general', 'phổ thông'), ('vocational', 'giáo dục nghề nghiệp'), ('university', 'đại học')], max_length=12)),
                        ('institution', models.CharField(blank=True, max_length=160)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='studies', to='people.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='study_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='Title',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('category', models.CharField(choices=[('revolutionary_before_1945_full_time', 'Người HĐCM trước 01/01/1945 (thoát ly)'), ('revolutionary_before_1945_at_home', 'Người HĐCM trước 01/01/1945 (không thoát ly)'), ('revolutionary_of_1945', 'Người HĐCM từ 01/01/1945 đến khởi nghĩa tháng Tám'), ('heroic_mother', 'Bà mẹ Việt Nam anh hùng'), ('hero', 'Anh hùng LLVT nhân dân, Anh hùng lao động thời kỳ kháng chiến'), ('war_invalid', 'Thương binh, người hưởng chính sách như thương binh'), ('war_invalid_b', 'Thương binh loại B'), ('sick_soldier', 'Bệnh binh'), ('toxic_chemical', 'Người HĐKC bị nhiễm chất độc hóa học'), ('imprisoned', 'Người HĐCM, HĐKC bị địch bắt tù, đày'), ('helper_before_august_1945', 'Người có công giúp đỡ cách mạng (trước CM8, Bằng Có công với nước)'), ('helper_with_order', 'Người có công giúp đỡ cách mạng (Huân chương Kháng chiến)'), ('helper_nurturing', 'Người có công giúp đỡ cách mạng sống cô đơn, nuôi dưỡng thêm'), ('relative_of_martyr', 'Thân nhân liệt sĩ'), ('remarried_spouse_of_martyr', 'Vợ hoặc chồng liệt sĩ lấy chồng hoặc vợ khác'), ('survivor_of_revolutionary_before_1945', 'Tuất người HĐCM trước 01/01/1945'), ('survivor_of_revolutionary_of_1945', 'Tuất người HĐCM tiền khởi nghĩa'), ('survivor_of_invalid_from_61', 'Tuất TB, BB, CĐHH từ 61 % từ trần'), ('survivor_nurturing', 'Tuất nuôi dưỡng hưởng thêm'), ('toxic_chemical_child', 'Con đẻ người HĐKC bị nhiễm CĐHH'), ('heroic_mother_carer', 'Người phục vụ Bà mẹ VNAH'), ('war_invalid_carer', 'Người phục vụ thương binh từ 81 %'), ('sick_soldier_carer', 'Người phục vụ bệnh binh từ 81 %'), ('toxic_chemical_carer', 'Người phục vụ người nhiễm CĐHH từ 81 %'), ('study_group_1', 'Học tập hằng tháng, nhóm 1'), ('study_group_2', 'Học tập hằng tháng, nhóm 2'), ('former_soldier', 'Quân nhân, công an phục viên, xuất ngũ (QĐ 142, 53, 62)'), ('orphan', 'Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng'), ('orphan_in_study', 'Người từ 16 tuổi thuộc khoản 1 đang đi học'), ('child_hiv', 'Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo'), ('single_parent', 'Người đơn thân nghèo đang nuôi con'), ('older_poor_alone', 'Người cao tuổi nghèo không có người phụng dưỡng'), ('older_75_difficult_area', 'Người từ 75 đến dưới 80 tuổi nghèo, cận nghèo ở vùng đặc biệt khó khăn'), ('older_80_without_pension', 'Người từ 80 tuổi không có lương hưu, trợ cấp'), ('older_in_community_care', 'Người cao tuổi được nhận chăm sóc tại cộng đồng'), ('disabled_extra_severe', 'Người khuyết tật đặc biệt nặng'), ('disabled_severe', 'Người khuyết tật nặng'), ('child_under_3_difficult_area', 'Trẻ em dưới 3 tuổi nghèo, cận nghèo ở vùng đặc biệt khó khăn'), ('hiv_poor', 'Người nhiễm HIV/AIDS nghèo'), ('care_of_orphan', 'Nhận chăm sóc trẻ em không có nguồn nuôi dưỡng'), ('care_of_older', 'Nhận chăm sóc người cao tuổi'), ('disabled_parent', 'Người khuyết tật mang thai hoặc nuôi con dưới 36 tháng'), ('household_of_extra_severe', 'Hộ trực tiếp chăm sóc người khuyết tật đặc biệt nặng'), ('taking_in_extra_severe', 'Nhận nuôi dưỡng người khuyết tật đặc biệt nặng'), ('social_pension', 'Trợ cấp hưu trí xã hội')], max_length=40)),
                        ('from_day', models.DateField(help_text='the first day of the first month drawn')),
                        ('to_day', models.DateField(help_text='the first day of the first month no longer drawn', null=True)),
                        ('loss_rate', models.PositiveSmallIntegerField(help_text='percent', null=True)),
                        ('is_special', models.BooleanField(default=False, help_text='wound or illness specially severe')),
                        ('martyr_count', models.PositiveSmallIntegerField(null=True)),
                        ('seniority_years', models.PositiveSmallIntegerField(null=True)),
                        ('child_count', models.PositiveSmallIntegerField(help_text='children of a single parent, or of a disabled parent', null=True)),
                        ('is_pregnant', models.BooleanField(default=False)),
                        ('stop_reason', models.CharField(blank=True, choices=[('dead', 'chết'), ('missing', 'mất tích'), ('moved_away', 'chuyển đi nơi khác'), ('over_age', 'hết tuổi'), ('no_longer_eligible', 'không còn đủ điều kiện'), ('prison', 'phạt tù'), ('refused', 'từ chối hưởng'), ('suspended_too_long', 'tạm dừng quá 3 tháng'), ('to_social_pension', 'chuyển hưu trí xã hội'), ('other_group', 'chuyển nhóm, đổi mức'), ('wrong', 'hưởng sai')], max_length=20)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('cared_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carers', to='people.person')),
                        ('deceased', models.ForeignKey(help_text='of whom a survivor', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survivors', to='people.person')),
                        ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='benefits.decision')),
                        ('martyrs', models.ManyToManyField(related_name='relatives', to='benefits.martyr')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='people.person')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='benefits.title')),
                        ('stop_decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stopped_titles', to='benefits.decision')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['category', 'person'], name='title_by_category')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gte', models.F('from_day')), _connector='OR'), name='title_ends_not_before_it_starts', violation_error_message='Tháng thôi hưởng không thể trước tháng bắt đầu hưởng.'), models.CheckConstraint(condition=models.Q(('loss_rate__isnull', True), ('loss_rate__range', (1, 100)), _connector='OR'), name='loss_rate_is_a_percentage', violation_error_message='Tỷ lệ tổn thương cơ thể phải từ 1 đến 100 %.'), models.UniqueConstraint(condition=models.Q(('cared_for__isnull', False), ('to_day__isnull', True)), fields=('person', 'category', 'cared_for'), name='one_open_care_title_a_pair', violation_error_message='Người này đang hưởng diện chăm sóc cho người đó.'), models.UniqueConstraint(condition=models.Q(('cared_for__isnull', True), ('to_day__isnull', True)), fields=('person', 'category'), name='one_open_title_a_person_and_category', violation_error_message='Người này đang hưởng diện này rồi.')],
                    },
                ),
                migrations.CreateModel(
                    name='Suspension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(choices=[('not_collected', 'không nhận 3 tháng liên tục'), ('refuses_reassessment', 'không xác định lại'), ('detained', 'tạm giam từ 1 tháng'), ('feed', 'chờ xác minh tin báo')], max_length=20)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('is_paid_back', models.BooleanField(default=False, help_text='lifted from the first day: the months are owed after all')),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.decision')),
                        ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='benefits.title')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='suspension_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('title',), name='one_open_suspension_a_title', violation_error_message='Diện hưởng này đang tạm dừng.')],
                    },
                ),
                migrations.CreateModel(
                    name='Channel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('account', 'tài khoản ngân hàng'), ('vneid', 'tài khoản an sinh trên VNeID'), ('wallet', 'ví điện tử'), ('cash', 'tiền mặt tại điểm chi trả')], max_length=8)),
                        ('provider', models.CharField(help_text='code of the bank, wallet or post office', max_length=20)),
                        ('account_number', models.CharField(blank=True, max_length=34)),
                        ('account_name', models.CharField(blank=True, help_text='as the bank has it', max_length=140)),
                        ('is_verified', models.BooleanField(default=False)),
                        ('pay_point', models.CharField(blank=True, max_length=120)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='people.person')),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('account_number', ''), _negated=True), fields=['account_number'], name='channel_by_account')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_day__isnull', True)), fields=('person',), name='one_open_channel_a_person', violation_error_message='Người này đang có một hình thức chi trả. Đổi hình thức thay vì thêm.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('account', 'vneid', 'wallet')), _negated=True), models.Q(('account_number', ''), _negated=True), _connector='OR'), name='a_cashless_channel_has_its_account', violation_error_message='Chi trả không dùng tiền mặt phải có số tài khoản.')],
                    },
                ),
                migrations.CreateModel(
                    name='Custody',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('prison', 'chấp hành án phạt tù'), ('detention', 'tạm giam'), ('compulsory', 'biện pháp xử lý hành chính bắt buộc')], max_length=12)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('source', models.CharField(max_length=80)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='people.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='custody_ends_after_it_starts', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.')],
                    },
                ),
            ],
        ),
    ]
