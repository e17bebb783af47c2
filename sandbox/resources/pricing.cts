import { isJsonObject, type Json, type JsonObject } from '../json.cts';
import type { Tenant } from '../state/tenant.cts';

/** An amount as Dashdoc writes it: a decimal text. */
export function decimal(value: number, digits: number): string {
	return value.toFixed(digits);
}

/** An agreed price as Dashdoc shows it, from the way it is written, with its total. */
export function quotationOf(written: JsonObject, tenant: Tenant): { quotation: JsonObject; total: string } {
	const lines = (Array.isArray(written.lines) ? written.lines : []).map((line) => priceLine(line, tenant));
	const total = decimal(
		lines.reduce((sum, { final_price }) => sum + Number(final_price), 0),
		2,
	);
	const quotation: JsonObject = {
		lines,
		tariff_grid_line: null,
		overridden_gas_index: typeof written.gas_index === 'string' ? written.gas_index : '0.00',
		final_gas_index: typeof written.gas_index === 'string' ? written.gas_index : '0.00',
		gas_index_invoice_item: null,
		final_price_without_gas_indexed: total,
		final_price_with_gas_indexed: total,
		fuel_surcharge_agreement: null,
		fuel_surcharge_item: null,
		dismissed_automatic_fuel_surcharge_application:
			written.dismissed_automatic_fuel_surcharge_application === true,
		real_quantities: {},
		planned_quantities: {},
	};
	return { quotation, total };
}

function priceLine(written: Json, tenant: Tenant): JsonObject {
	const line = isJsonObject(written) ? written : {};
	const quantity = line.quantity === null || line.quantity === undefined ? 1 : Number(line.quantity);
	const unitPrice = Number(line.unit_price ?? 0);
	return {
		id: line.id ?? tenant.world.nextKey(),
		description: line.description ?? '',
		metric: line.metric ?? 'FLAT',
		invoice_item: null,
		expected_quantity: decimal(quantity, 3),
		expected_price: decimal(quantity * unitPrice, 2),
		real_quantity: null,
		real_price: null,
		overridden_quantity: line.quantity ?? null,
		final_quantity: decimal(quantity, 3),
		final_quantity_source: 'planned',
		final_price: decimal(quantity * unitPrice, 2),
		unit_price: decimal(unitPrice, 4),
		currency: line.currency ?? 'EUR',
		is_gas_indexed: line.is_gas_indexed ?? false,
		dismissed_suggested_invoice_item: null,
	};
}
