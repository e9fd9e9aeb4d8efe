

from django.db import migrations, models

import partnerships.models.records


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('official visit', 'Official visit'), ('trade mission', 'Trade mission'), ('business meeting', 'Business meeting'), ('investment forum', 'Investment forum'), ('fair', 'Fair'), ('cultural event', 'Cultural event'), ('festival', 'Festival'), ('student exchange', 'Student exchange'), ('staff exchange', 'Staff exchange'), ('training', 'Training'), ('joint research', 'Joint research'), ('port cooperation', 'Port cooperation'), ('city-services exchange', 'City-services exchange'), ('sport', 'Sport'), ('aid', 'Aid'), ('online meeting', 'Online meeting'), ('other', 'Other')], max_length=24)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('happened', 'Happened'), ('cancelled', 'Cancelled')], default='happened', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('starts_first', models.DateField()),
                ('starts_last', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('place_text', models.CharField(blank=True, max_length=120, verbose_name='place as given')),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('direction', models.CharField(blank=True, choices=[('out', 'Out'), ('in', 'In'), ('both', 'Both')], max_length=4)),
                ('people_out', models.PositiveIntegerField(blank=True, null=True)),
                ('people_in', models.PositiveIntegerField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people, about')),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['-starts_first', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('official visit', 'Official visit'), ('trade mission', 'Trade mission'), ('business meeting', 'Business meeting'), ('investment forum', 'Investment forum'), ('fair', 'Fair'), ('cultural event', 'Cultural event'), ('festival', 'Festival'), ('student exchange', 'Student exchange'), ('staff exchange', 'Staff exchange'), ('training', 'Training'), ('joint research', 'Joint research'), ('port cooperation', 'Port cooperation'), ('city-services exchange', 'City-services exchange'), ('sport', 'Sport'), ('aid', 'Aid'), ('online meeting', 'Online meeting'), ('other', 'Other')], max_length=24)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('happened', 'Happened'), ('cancelled', 'Cancelled')], default='happened', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('starts_first', models.DateField()),
                ('starts_last', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('place_text', models.CharField(blank=True, max_length=120, verbose_name='place as given')),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('direction', models.CharField(blank=True, choices=[('out', 'Out'), ('in', 'In'), ('both', 'Both')], max_length=4)),
                ('people_out', models.PositiveIntegerField(blank=True, null=True)),
                ('people_in', models.PositiveIntegerField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people, about')),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=partnerships.models.records.upload_to)),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeliverableLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='DeliverableLinkEvent',
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
            name='Gift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200)),
                ('given', models.BooleanField(default=True, verbose_name='given by this office')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='GiftEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('what', models.CharField(max_length=200)),
                ('given', models.BooleanField(default=True, verbose_name='given by this office')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='NextStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfficeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notes', models.TextField(blank=True)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('cost_borne_by', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='OfficeNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('notes', models.TextField(blank=True)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('cost_borne_by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ParticipantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
