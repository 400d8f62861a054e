/** Tests of frames: cut, corrupt and foreign bytes. */
package io.sluice.exchange.frame;
