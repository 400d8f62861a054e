package io.sluice.source.tpch;

import static io.sluice.source.tpch.GeneratedColumn.category;
import static io.sluice.source.tpch.GeneratedColumn.date;
import static io.sluice.source.tpch.GeneratedColumn.integer;
import static io.sluice.source.tpch.GeneratedColumn.key;
import static io.sluice.source.tpch.GeneratedColumn.money;
import static io.sluice.source.tpch.GeneratedColumn.string;
import static io.sluice.source.tpch.GeneratedColumn.text;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.Nation;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.Part;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.Region;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.Supplier;
import io.trino.tpch.SupplierGenerator;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The eight tables: their columns, generators and statistics. Source of the numbers: TPC-H specification, clauses 4.2.3 and 4.2.5. */
final class TpchTables {
  private static final Distributions WORDS = Distributions.getDefaultDistributions();

  /** Order keys use the first 8 of every 32 numbers. */
  private static final int ORDER_KEY_SPREAD = 4;

  private static final Map<Double, Double> LINE_ITEM_ROWS = Map.of(
      0.01, 60_175.0,
      0.1, 600_572.0,
      1.0, 6_001_215.0,
      10.0, 59_986_052.0,
      100.0, 600_037_902.0,
      1000.0, 5_999_989_709.0);

  private static final DoubleUnaryOperator SUPPLIERS = proportional(10_000);
  private static final DoubleUnaryOperator PARTS = proportional(200_000);
  private static final DoubleUnaryOperator PART_SUPPLIERS = proportional(800_000);
  private static final DoubleUnaryOperator CUSTOMERS = proportional(150_000);
  private static final DoubleUnaryOperator ORDERS = proportional(1_500_000);
  private static final DoubleUnaryOperator LAST_ORDER_KEY =
      proportional(ORDER_KEY_SPREAD * 1_500_000);
  private static final DoubleUnaryOperator LINE_ITEMS = TpchTables::lineItems;

  static final List<GeneratedTable<?>> ALL = List.of(
      customer(), lineItem(), nation(), orders(), part(), partSupplier(), region(), supplier());

  private TpchTables() {}

  /** A table by name, compared without case. */
  static Optional<GeneratedTable<?>> find(String name) {
    for (GeneratedTable<?> table : ALL) {
      if (table.name().equalsIgnoreCase(name)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** 1 to 7 lines an order, each as likely; the exact number follows from the generator alone. */
  private static double lineItems(double scale) {
    return LINE_ITEM_ROWS.getOrDefault(scale, ORDERS.applyAsDouble(scale) * 4);
  }

  private static DoubleUnaryOperator proportional(double countAtScaleOne) {
    return scale -> countAtScaleOne * scale;
  }

  private static DoubleUnaryOperator constant(double value) {
    return scale -> value;
  }

  private static DoubleUnaryOperator share(DoubleUnaryOperator count, double fraction) {
    return scale -> count.applyAsDouble(scale) * fraction;
  }

  /** Numbered names, for instance {@code Brand#11}. */
  private static List<String> numbered(String prefix, IntStream numbers) {
    return numbers.mapToObj(number -> prefix + number).toList();
  }

  private static GeneratedTable<LineItem> lineItem() {
    return new GeneratedTable<>(
        "lineitem",
        LINE_ITEMS,
        (scale, part, parts, pool) ->
            new LineItemGenerator(scale, part, parts, WORDS, pool).iterator(),
        List.of(
            key("l_orderkey", LineItem::getOrderKey, ORDERS, 1, LAST_ORDER_KEY),
            key("l_partkey", LineItem::getPartKey, PARTS, 1, PARTS),
            key("l_suppkey", LineItem::getSupplierKey, SUPPLIERS, 1, SUPPLIERS),
            integer("l_linenumber", LineItem::getLineNumber, 1, 7),
            money("l_quantity", line -> line.getQuantity() * 100, constant(50), "1.00", "50.00"),
            money(
                "l_extendedprice",
                LineItem::getExtendedPriceInCents,
                scale -> Math.min(933_900, lineItems(scale) * 0.6),
                "901.00",
                "104949.50"),
            money("l_discount", LineItem::getDiscountPercent, constant(11), "0.00", "0.10"),
            money("l_tax", LineItem::getTaxPercent, constant(9), "0.00", "0.08"),
            category("l_returnflag", LineItem::getReturnFlag, List.of("A", "N", "R")),
            category("l_linestatus", LineItem::getStatus, List.of("F", "O")),
            date("l_shipdate", LineItem::getShipDate, "1992-01-02", "1998-12-01"),
            date("l_commitdate", LineItem::getCommitDate, "1992-01-31", "1998-10-31"),
            date("l_receiptdate", LineItem::getReceiptDate, "1992-01-03", "1998-12-31"),
            category(
                "l_shipinstruct",
                LineItem::getShipInstructions,
                WORDS.getShipInstructions().getValues()),
            category("l_shipmode", LineItem::getShipMode, WORDS.getShipModes().getValues()),
            text("l_comment", LineItem::getComment, share(LINE_ITEMS, 0.75), 27)));
  }

  private static GeneratedTable<Order> orders() {
    return new GeneratedTable<>(
        "orders",
        ORDERS,
        (scale, part, parts, pool) ->
            new OrderGenerator(scale, part, parts, WORDS, pool).iterator(),
        List.of(
            key("o_orderkey", Order::getOrderKey, ORDERS, 1, LAST_ORDER_KEY),
            // A third of the customers has no order.
            key("o_custkey", Order::getCustomerKey, share(CUSTOMERS, 2.0 / 3), 1, CUSTOMERS),
            category(
                "o_orderstatus",
                order -> Character.toString(order.getOrderStatus()),
                List.of("F", "O", "P")),
            money(
                "o_totalprice",
                Order::getTotalPriceInCents,
                share(ORDERS, 0.97),
                "810.00",
                "591036.15"),
            date("o_orderdate", Order::getOrderDate, "1992-01-01", "1998-08-02"),
            category(
                "o_orderpriority",
                Order::getOrderPriority,
                WORDS.getOrderPriorities().getValues()),
            string("o_clerk", Order::getClerk, scale -> Math.max(1000, 1000 * scale), 15),
            integer("o_shippriority", Order::getShipPriority, 0, 0),
            text("o_comment", Order::getComment, share(ORDERS, 0.98), 49)));
  }

  private static GeneratedTable<Customer> customer() {
    return new GeneratedTable<>(
        "customer",
        CUSTOMERS,
        (scale, part, parts, pool) ->
            new CustomerGenerator(scale, part, parts, WORDS, pool).iterator(),
        List.of(
            key("c_custkey", Customer::getCustomerKey, CUSTOMERS, 1, CUSTOMERS),
            string("c_name", Customer::getName, CUSTOMERS, 18),
            string("c_address", Customer::getAddress, CUSTOMERS, 25),
            key("c_nationkey", Customer::getNationKey, constant(25), 0, constant(24)),
            string("c_phone", Customer::getPhone, CUSTOMERS, 15),
            money(
                "c_acctbal",
                Customer::getAccountBalanceInCents,
                share(CUSTOMERS, 0.94),
                "-999.99",
                "9999.99"),
            category(
                "c_mktsegment",
                Customer::getMarketSegment,
                WORDS.getMarketSegments().getValues()),
            text("c_comment", Customer::getComment, CUSTOMERS, 73)));
  }

  private static GeneratedTable<Part> part() {
    return new GeneratedTable<>(
        "part",
        PARTS,
        (scale, part, parts, pool) -> new PartGenerator(scale, part, parts, WORDS, pool).iterator(),
        List.of(
            key("p_partkey", Part::getPartKey, PARTS, 1, PARTS),
            string("p_name", Part::getName, PARTS, 33),
            category("p_mfgr", Part::getManufacturer, numbered("Manufacturer#", range(1, 5))),
            category(
                "p_brand",
                Part::getBrand,
                numbered("Brand#", range(11, 55).filter(n -> n % 10 >= 1 && n % 10 <= 5))),
            category("p_type", Part::getType, WORDS.getPartTypes().getValues()),
            integer("p_size", Part::getSize, 1, 50),
            category(
                "p_container", Part::getContainer, WORDS.getPartContainers().getValues()),
            money(
                "p_retailprice",
                Part::getRetailPriceInCents,
                scale -> Math.min(20_899, PARTS.applyAsDouble(scale) * 0.55),
                "900.00",
                "2098.99"),
            text("p_comment", Part::getComment, share(PARTS, 0.66), 14)));
  }

  private static IntStream range(int first, int last) {
    return IntStream.rangeClosed(first, last);
  }

  private static GeneratedTable<PartSupplier> partSupplier() {
    return new GeneratedTable<>(
        "partsupp",
        PART_SUPPLIERS,
        (scale, part, parts, pool) ->
            new PartSupplierGenerator(scale, part, parts, pool).iterator(),
        List.of(
            key("ps_partkey", PartSupplier::getPartKey, PARTS, 1, PARTS),
            key("ps_suppkey", PartSupplier::getSupplierKey, SUPPLIERS, 1, SUPPLIERS),
            integer("ps_availqty", PartSupplier::getAvailableQuantity, 1, 9999),
            money(
                "ps_supplycost",
                PartSupplier::getSupplyCostInCents,
                constant(99_901),
                "1.00",
                "1000.00"),
            text("ps_comment", PartSupplier::getComment, PART_SUPPLIERS, 124)));
  }

  private static GeneratedTable<Supplier> supplier() {
    return new GeneratedTable<>(
        "supplier",
        SUPPLIERS,
        (scale, part, parts, pool) ->
            new SupplierGenerator(scale, part, parts, WORDS, pool).iterator(),
        List.of(
            key("s_suppkey", Supplier::getSupplierKey, SUPPLIERS, 1, SUPPLIERS),
            string("s_name", Supplier::getName, SUPPLIERS, 18),
            string("s_address", Supplier::getAddress, SUPPLIERS, 25),
            key("s_nationkey", Supplier::getNationKey, constant(25), 0, constant(24)),
            string("s_phone", Supplier::getPhone, SUPPLIERS, 15),
            money("s_acctbal", Supplier::getAccountBalanceInCents, SUPPLIERS, "-999.99", "9999.99"),
            text("s_comment", Supplier::getComment, SUPPLIERS, 63)));
  }

  private static GeneratedTable<Nation> nation() {
    return new GeneratedTable<>(
        "nation",
        constant(25),
        (scale, part, parts, pool) ->
            part == 1 ? new NationGenerator(WORDS, pool).iterator() : Collections.emptyIterator(),
        List.of(
            key("n_nationkey", Nation::getNationKey, constant(25), 0, constant(24)),
            string("n_name", Nation::getName, constant(25), 8),
            key("n_regionkey", Nation::getRegionKey, constant(5), 0, constant(4)),
            text("n_comment", Nation::getComment, constant(25), 75)));
  }

  private static GeneratedTable<Region> region() {
    return new GeneratedTable<>(
        "region",
        constant(5),
        (scale, part, parts, pool) ->
            part == 1 ? new RegionGenerator(WORDS, pool).iterator() : Collections.emptyIterator(),
        List.of(
            key("r_regionkey", Region::getRegionKey, constant(5), 0, constant(4)),
            string("r_name", Region::getName, constant(5), 7),
            text("r_comment", Region::getComment, constant(5), 66)));
  }
}
