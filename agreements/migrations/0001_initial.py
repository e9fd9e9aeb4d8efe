

from django.db import migrations, models

import partnerships.models.records


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('sister city', 'Sister city'), ('friendship', 'Friendship'), ('MoU', 'Memorandum of understanding'), ('trade', 'Trade'), ('investment', 'Investment'), ('port', 'Port'), ('academic', 'Academic'), ('sector', 'Sector'), ('regional', 'Regional'), ('work plan', 'Work plan'), ('other', 'Other')], max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('negotiation', 'In negotiation'), ('approved', 'Approved'), ('signed', 'Signed'), ('in force', 'In force'), ('suspended', 'Suspended'), ('expired', 'Expired'), ('ended', 'Ended'), ('renewed', 'Renewed')], default='draft', max_length=20)),
                ('signed_first', models.DateField(blank=True, null=True)),
                ('signed_last', models.DateField(blank=True, null=True)),
                ('in_force_first', models.DateField(blank=True, null=True)),
                ('in_force_last', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('renewal', models.CharField(choices=[('none', 'None'), ('automatic', 'Automatic'), ('by notice', 'By notice')], default='none', max_length=12)),
                ('notice_days', models.PositiveIntegerField(blank=True, null=True)),
                ('parent_relation', models.CharField(blank=True, choices=[('implements', 'Implements'), ('amends', 'Amends'), ('renews', 'Renews'), ('replaces', 'Replaces')], max_length=12)),
                ('fields', models.CharField(blank=True, max_length=300, verbose_name='fields of cooperation')),
                ('summary', models.TextField(blank=True)),
                ('source_note', models.CharField(blank=True, max_length=300, verbose_name='where this is known from')),
            ],
            options={
                'ordering': ['-signed_first', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AgreementEvent',
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
                ('kind', models.CharField(choices=[('sister city', 'Sister city'), ('friendship', 'Friendship'), ('MoU', 'Memorandum of understanding'), ('trade', 'Trade'), ('investment', 'Investment'), ('port', 'Port'), ('academic', 'Academic'), ('sector', 'Sector'), ('regional', 'Regional'), ('work plan', 'Work plan'), ('other', 'Other')], max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('negotiation', 'In negotiation'), ('approved', 'Approved'), ('signed', 'Signed'), ('in force', 'In force'), ('suspended', 'Suspended'), ('expired', 'Expired'), ('ended', 'Ended'), ('renewed', 'Renewed')], default='draft', max_length=20)),
                ('signed_first', models.DateField(blank=True, null=True)),
                ('signed_last', models.DateField(blank=True, null=True)),
                ('in_force_first', models.DateField(blank=True, null=True)),
                ('in_force_last', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('renewal', models.CharField(choices=[('none', 'None'), ('automatic', 'Automatic'), ('by notice', 'By notice')], default='none', max_length=12)),
                ('notice_days', models.PositiveIntegerField(blank=True, null=True)),
                ('parent_relation', models.CharField(blank=True, choices=[('implements', 'Implements'), ('amends', 'Amends'), ('renews', 'Renews'), ('replaces', 'Replaces')], max_length=12)),
                ('fields', models.CharField(blank=True, max_length=300, verbose_name='fields of cooperation')),
                ('summary', models.TextField(blank=True)),
                ('source_note', models.CharField(blank=True, max_length=300, verbose_name='where this is known from')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Deliverable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('quantity_goal', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('in progress', 'In progress'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('accepted', 'Accepted'), ('cancelled', 'Cancelled')], default='planned', max_length=12)),
                ('outlook', models.CharField(blank=True, choices=[('on track', 'On track'), ('at risk', 'At risk'), ('stuck', 'Stuck')], max_length=10)),
                ('progress', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DeliverableEvent',
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
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('quantity_goal', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('in progress', 'In progress'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('accepted', 'Accepted'), ('cancelled', 'Cancelled')], default='planned', max_length=12)),
                ('outlook', models.CharField(blank=True, choices=[('on track', 'On track'), ('at risk', 'At risk'), ('stuck', 'Stuck')], max_length=10)),
                ('progress', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeliverableUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('done', 'Done'), ('on track', 'On track'), ('at risk', 'At risk'), ('stuck', 'Stuck'), ('more time', 'Ask for more time'), ('cannot share', 'We cannot share this'), ('wrong person', 'Wrong person')], max_length=14)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('note', models.TextField(blank=True)),
                ('until', models.DateField(blank=True, null=True, verbose_name='new date asked for')),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DeliverableUpdateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('answer', models.CharField(choices=[('done', 'Done'), ('on track', 'On track'), ('at risk', 'At risk'), ('stuck', 'Stuck'), ('more time', 'Ask for more time'), ('cannot share', 'We cannot share this'), ('wrong person', 'Wrong person')], max_length=14)),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('note', models.TextField(blank=True)),
                ('until', models.DateField(blank=True, null=True, verbose_name='new date asked for')),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name_plural': 'parties',
            },
        ),
        migrations.CreateModel(
            name='PartyEvent',
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
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', models.CharField(blank=True, max_length=150)),
                ('signed_first', models.DateField(blank=True, null=True)),
                ('signed_last', models.DateField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='SignatureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('person_name', models.CharField(blank=True, max_length=150)),
                ('signed_first', models.DateField(blank=True, null=True)),
                ('signed_last', models.DateField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdateFile',
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
            name='UpdateLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.TextField(blank=True, help_text='What the coordinator wrote above the items.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdateLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('message', models.TextField(blank=True, help_text='What the coordinator wrote above the items.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdateLinkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
    ]
