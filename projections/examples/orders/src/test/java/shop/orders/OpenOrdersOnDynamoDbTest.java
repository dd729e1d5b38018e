package shop.orders;

import dev.afterimage.testing.junit.AfterimageTest;

/** The same tests, with the rows that a DynamoDB holds after a worker's transactions. */
@AfterimageTest(value = OpenOrders.class, tables = "tables.yaml", embedded = true)
class OpenOrdersOnDynamoDbTest extends OpenOrdersTest {}
