from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0004_what_applicants_send_and_are_told'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['province', 'opened_at', 'id'], name='dossier_by_opening'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['commune', 'opened_at', 'id'], name='dossier_of_commune_by_opening'),
        ),
        migrations.AddIndex(
            model_name='ruling',
            index=models.Index(fields=['number'], name='ruling_by_number'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.UniqueConstraint(condition=models.Q(('channel', 'import'), models.Q(('external_code', ''), _negated=True)), fields=('province', 'external_code'), name='a_code_comes_in_once', violation_error_message='Mã một cửa này đã nhập rồi.'),
        ),
    ]
