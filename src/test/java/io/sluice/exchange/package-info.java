/** Tests of the exchange, in process and over loopback. */
package io.sluice.exchange;
