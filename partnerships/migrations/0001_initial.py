

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='MembershipTie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='MembershipTieEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('form', models.CharField(choices=[('partnership', 'Partnership'), ('friendship', 'Friendship'), ('contact without agreement', 'Contact without agreement')], default='partnership', max_length=30)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('pair_key', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='PartnershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(db_index=False, max_length=200)),
                ('form', models.CharField(choices=[('partnership', 'Partnership'), ('friendship', 'Friendship'), ('contact without agreement', 'Contact without agreement')], default='partnership', max_length=30)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('pair_key', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnershipPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('partner', 'Partner'), ('observer', 'Observer')], default='partner', max_length=10)),
                ('word', models.CharField(blank=True, max_length=60, verbose_name='own word for this tie')),
                ('standing', models.CharField(choices=[('requested', 'Requested'), ('exploring', 'Exploring'), ('kept', 'Kept'), ('paused', 'Paused'), ('ended', 'Ended')], default='kept', max_length=10)),
                ('standing_first', models.DateField(blank=True, null=True)),
                ('standing_last', models.DateField(blank=True, null=True)),
                ('standing_reason', models.TextField(blank=True)),
                ('standing_authority', models.CharField(blank=True, max_length=200)),
                ('standing_conditions', models.TextField(blank=True)),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SeatEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('partner', 'Partner'), ('observer', 'Observer')], default='partner', max_length=10)),
                ('word', models.CharField(blank=True, max_length=60, verbose_name='own word for this tie')),
                ('standing', models.CharField(choices=[('requested', 'Requested'), ('exploring', 'Exploring'), ('kept', 'Kept'), ('paused', 'Paused'), ('ended', 'Ended')], default='kept', max_length=10)),
                ('standing_first', models.DateField(blank=True, null=True)),
                ('standing_last', models.DateField(blank=True, null=True)),
                ('standing_reason', models.TextField(blank=True)),
                ('standing_authority', models.CharField(blank=True, max_length=200)),
                ('standing_conditions', models.TextField(blank=True)),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StageResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('rule_version', models.CharField(max_length=20)),
                ('stage', models.SmallIntegerField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('tests', models.JSONField(default=dict)),
                ('gaps', models.JSONField(default=list)),
                ('health', models.JSONField(default=dict)),
                ('facts', models.JSONField(default=dict)),
                ('current', models.BooleanField(default=True)),
                ('since', models.DateField(help_text='The first day on which this stage was stored without a break.')),
                ('computed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='TieRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=120)),
                ('name_a', models.CharField(max_length=200)),
                ('name_b', models.CharField(max_length=200)),
                ('country_code_a', models.CharField(blank=True, max_length=2)),
                ('country_code_b', models.CharField(blank=True, max_length=2)),
                ('kind', models.CharField(blank=True, max_length=60)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('listed_by_both', models.BooleanField(blank=True, null=True)),
                ('pages', models.TextField(blank=True)),
            ],
        ),
    ]
