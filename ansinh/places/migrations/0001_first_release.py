import ansinh.core.migrating
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('places', '0001_initial'), ('places', '0002_units_keep_their_earlier_states'), ('places', '0003_earlier_names_can_be_found')]

    initial = True

    dependencies = [
    ]

    operations = [
        ansinh.core.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name='Competence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(choices=[('labour', 'Lao động, việc làm, an toàn lao động'), ('unemployment_insurance', 'Bảo hiểm thất nghiệp'), ('merit', 'Người có công'), ('assistance', 'Trợ giúp xã hội'), ('poverty', 'Giảm nghèo'), ('children', 'Trẻ em'), ('gender_equality', 'Bình đẳng giới'), ('social_evils', 'Phòng, chống tệ nạn xã hội'), ('vocational_education', 'Giáo dục nghề nghiệp'), ('drug_rehabilitation', 'Cai nghiện ma túy')], max_length=40)),
                        ('act', models.CharField(choices=[('receive', 'tiếp nhận'), ('decide', 'quyết định'), ('pay', 'chi trả'), ('manage', 'quản lý nhà nước')], max_length=20)),
                        ('level', models.PositiveSmallIntegerField(choices=[(0, 'trung ương'), (1, 'tỉnh'), (2, 'huyện'), (3, 'xã')])),
                        ('body_vi', models.CharField(max_length=160)),
                        ('body_en', models.CharField(max_length=160)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('reference', models.CharField(max_length=300)),
                        ('status', models.CharField(max_length=12)),
                    ],
                    options={
                        'ordering': ['field', 'act', 'from_day', '-level'],
                        'constraints': [models.UniqueConstraint(fields=('field', 'act', 'level', 'from_day'), name='one_body_a_field_act_level_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Place',
                    fields=[
                        ('id', models.CharField(max_length=20, primary_key=True, serialize=False)),
                        ('code', models.CharField(db_index=True, max_length=5)),
                        ('level', models.PositiveSmallIntegerField(choices=[(1, 'tỉnh'), (2, 'huyện'), (3, 'xã')])),
                        ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('central_city', 'Thành phố'), ('urban_district', 'Quận'), ('rural_district', 'Huyện'), ('town', 'Thị xã'), ('city', 'Thành phố'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('commune', 'Xã'), ('special_zone', 'Đặc khu'), ('island_district', 'Huyện')], max_length=20)),
                        ('name', models.CharField(max_length=80)),
                        ('full_name', models.CharField(max_length=120)),
                        ('slug', models.CharField(db_index=True, max_length=80)),
                        ('full_slug', models.CharField(db_index=True, default='', max_length=120)),
                        ('other_names', models.TextField(blank=True, help_text='Tên cũ của nơi đã nhập vào, dạng |doicung|lemao|')),
                        ('sort_key', models.CharField(max_length=300)),
                        ('region', models.CharField(blank=True, choices=[('red_river_delta', 'Đồng bằng sông Hồng'), ('northern_midlands_mountains', 'Trung du và miền núi phía Bắc'), ('north_central_and_central_coast', 'Bắc Trung Bộ và duyên hải miền Trung'), ('central_highlands', 'Tây Nguyên'), ('south_east', 'Đông Nam Bộ'), ('mekong_delta', 'Đồng bằng sông Cửu Long')], max_length=40)),
                        ('is_urban', models.BooleanField(default=False)),
                        ('is_central_city', models.BooleanField(default=False, help_text='Thuộc năm thành phố của phiếu B1, theo tỉnh cũ')),
                        ('latitude', models.FloatField(null=True)),
                        ('longitude', models.FloatField(null=True)),
                        ('area_km2', models.FloatField(null=True)),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField(null=True)),
                        ('document', models.CharField(blank=True, max_length=200)),
                        ('since_note', models.CharField(blank=True, max_length=200)),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.place')),
                        ('province', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ['sort_key', 'id'],
                        'indexes': [models.Index(fields=['province', 'level', 'sort_key'], name='places_plac_provinc_f35ad2_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_day__isnull', True), ('to_day__gt', models.F('from_day')), _connector='OR'), name='place_ends_after_it_starts', violation_error_message='Ngày kết thúc của đơn vị phải sau ngày bắt đầu.')],
                    },
                ),
                migrations.CreateModel(
                    name='EarlierState',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_day', models.DateField()),
                        ('to_day', models.DateField()),
                        ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('central_city', 'Thành phố'), ('urban_district', 'Quận'), ('rural_district', 'Huyện'), ('town', 'Thị xã'), ('city', 'Thành phố'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('commune', 'Xã'), ('special_zone', 'Đặc khu'), ('island_district', 'Huyện')], max_length=20)),
                        ('name', models.CharField(max_length=80)),
                        ('full_name', models.CharField(max_length=120)),
                        ('slug', models.CharField(db_index=True, default='', max_length=80)),
                        ('full_slug', models.CharField(db_index=True, default='', max_length=120)),
                        ('is_urban', models.BooleanField(default=False)),
                        ('document', models.CharField(max_length=200)),
                        ('status', models.CharField(max_length=12)),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier', to='places.place')),
                    ],
                    options={
                        'ordering': ['place', 'to_day'],
                        'constraints': [models.UniqueConstraint(fields=('place', 'to_day'), name='one_earlier_state_a_place_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Succession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('part', models.CharField(choices=[('whole', 'toàn bộ'), ('part', 'một phần')], max_length=5)),
                        ('is_default', models.BooleanField(default=True)),
                        ('document', models.CharField(blank=True, max_length=200)),
                        ('status', models.CharField(default='secondary', max_length=12)),
                        ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='became', to='places.place')),
                        ('successor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came_from', to='places.place')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor', 'day'), name='one_succession_a_pair_and_day'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('predecessor', 'day'), name='one_default_successor_a_day', violation_error_message='Một đơn vị chỉ có một đơn vị kế thừa mặc định trong một ngày.')],
                    },
                ),
            ],
        ),
    ]
