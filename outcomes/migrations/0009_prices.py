import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_lean_figures'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceIndexEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=20)),
                ('source', models.CharField(default='manual', max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Additionality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deadweight', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='deadweight')),
                ('leakage', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='leakage')),
                ('displacement', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='displacement')),
                ('substitution', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='substitution')),
                ('multiplier', models.DecimalField(decimal_places=4, default=1, max_digits=6, verbose_name='multiplier')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('sample', models.BooleanField(default=False)),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='additionality', to='outcomes.indicator')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='additionality', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='additionality', to='partnerships.partnership')),
            ],
            options={
                'verbose_name_plural': 'additionality',
            },
        ),
        migrations.CreateModel(
            name='AdditionalityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('deadweight', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='deadweight')),
                ('leakage', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='leakage')),
                ('displacement', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='displacement')),
                ('substitution', models.DecimalField(decimal_places=4, default=0, max_digits=5, verbose_name='substitution')),
                ('multiplier', models.DecimalField(decimal_places=4, default=1, max_digits=6, verbose_name='multiplier')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('sample', models.BooleanField(default=False)),
                ('indicator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.additionality')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CorridorFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('factor', models.DecimalField(decimal_places=4, max_digits=6)),
                ('source', models.CharField(max_length=200)),
                ('country_a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.place')),
                ('country_b', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.place')),
            ],
        ),
        migrations.CreateModel(
            name='CorridorFactorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('factor', models.DecimalField(decimal_places=4, max_digits=6)),
                ('source', models.CharField(max_length=200)),
                ('country_a', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
                ('country_b', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.corridorfactor')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LedgerBasis',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('currency', models.CharField(max_length=3)),
                ('base_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('rule_version', models.CharField(max_length=20)),
            ],
            options={
                'verbose_name_plural': 'ledger bases',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='ledger_basis_once')],
            },
        ),
        migrations.CreateModel(
            name='PriceIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=20)),
                ('source', models.CharField(default='manual', max_length=120)),
            ],
            options={
                'verbose_name_plural': 'price indices',
                'constraints': [models.UniqueConstraint(fields=('currency', 'year'), name='price_index_once'), models.CheckConstraint(condition=models.Q(('value__gt', 0)), name='price_index_above_0')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priceindex',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_priceindexevent" ("currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") SELECT new_values."currency", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f0f7f13b413868e7b8330b771ca8367e0b88286', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dabc9', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_priceindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priceindex',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_priceindexevent" ("currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") SELECT new_values."currency", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."value", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='20e009804b41c0577aced1a4c3be7ec2ecd12f59', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4e522', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_priceindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priceindex',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_priceindexevent" ("currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "year") SELECT old_values."currency", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."value", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='380aa65ca6f97f6acf9eb6e80cb2947ee8602ce0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0420b', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_priceindex', when='AFTER')),
        ),
        migrations.AddField(
            model_name='priceindexevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='priceindexevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.priceindex'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.UniqueConstraint(fields=('owner', 'partnership', 'indicator'), name='additionality_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('deadweight__isnull', True), ('deadweight__gte', 0), _connector='OR'), name='additionality_deadweight_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('leakage__isnull', True), ('leakage__gte', 0), _connector='OR'), name='additionality_leakage_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('displacement__isnull', True), ('displacement__gte', 0), _connector='OR'), name='additionality_displacement_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('substitution__isnull', True), ('substitution__gte', 0), _connector='OR'), name='additionality_substitution_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('multiplier__isnull', True), ('multiplier__gte', 0), _connector='OR'), name='additionality_multiplier_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('deadweight__isnull', True), ('deadweight__lte', 1), _connector='OR'), name='additionality_deadweight_le_1'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('leakage__isnull', True), ('leakage__lte', 1), _connector='OR'), name='additionality_leakage_le_1'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('displacement__isnull', True), ('displacement__lte', 1), _connector='OR'), name='additionality_displacement_le_1'),
        ),
        migrations.AddConstraint(
            model_name='additionality',
            constraint=models.CheckConstraint(condition=models.Q(('substitution__isnull', True), ('substitution__lte', 1), _connector='OR'), name='additionality_substitution_le_1'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='additionality',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_additionalityevent" ("deadweight", "displacement", "id", "indicator_id", "leakage", "multiplier", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "source", "substitution") SELECT new_values."deadweight", new_values."displacement", new_values."id", new_values."indicator_id", new_values."leakage", new_values."multiplier", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."source", new_values."substitution" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fd111dc8f619827c0e7486e7cad8e39ceb147e1a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a5864', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_additionality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='additionality',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_additionalityevent" ("deadweight", "displacement", "id", "indicator_id", "leakage", "multiplier", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "source", "substitution") SELECT new_values."deadweight", new_values."displacement", new_values."id", new_values."indicator_id", new_values."leakage", new_values."multiplier", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."source", new_values."substitution" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='917d386297e2c12089d03349f832d4e327a01e80', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c2d19', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_additionality', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='additionality',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_additionalityevent" ("deadweight", "displacement", "id", "indicator_id", "leakage", "multiplier", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "source", "substitution") SELECT old_values."deadweight", old_values."displacement", old_values."id", old_values."indicator_id", old_values."leakage", old_values."multiplier", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."source", old_values."substitution" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0cc403bdc8a685912e1b80384c43fb30b5c367ef', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d443e', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_additionality', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='corridorfactor',
            constraint=models.UniqueConstraint(fields=('country_a', 'country_b'), name='corridor_factor_once'),
        ),
        migrations.AddConstraint(
            model_name='corridorfactor',
            constraint=models.CheckConstraint(condition=models.Q(('country_a__lt', models.F('country_b'))), name='corridor_factor_in_order'),
        ),
        migrations.AddConstraint(
            model_name='corridorfactor',
            constraint=models.CheckConstraint(condition=models.Q(('factor__gte', 1), ('factor__lte', 2)), name='corridor_factor_1_to_2'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."country_a_id", new_values."country_b_id", new_values."factor", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c8cbd73c424a5bb99f37a9a1a3dfa50f6dfd4da4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_371d3', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT new_values."country_a_id", new_values."country_b_id", new_values."factor", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea56872bf3f35538bf9a47ca041e9a2a0a98bac5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e1bde', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") SELECT old_values."country_a_id", old_values."country_b_id", old_values."factor", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e21f6cf479fb95e7d187271200af887f691089ad', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e280f', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
    ]
