/** Tests of plans on the wire. */
package io.sluice.codec;
