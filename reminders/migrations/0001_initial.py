import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('rule', models.CharField(max_length=60)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.BigIntegerField()),
                ('occasion', models.CharField(max_length=60)),
                ('email', models.EmailField(max_length=254)),
                ('channel', models.CharField(default='mail', max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('send_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=200)),
                ('sample', models.BooleanField(default=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='stakeholders.organisation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at', None), ('sent_at', None)), fields=['ready_at'], name='notice_to_send')],
            },
        ),
    ]
