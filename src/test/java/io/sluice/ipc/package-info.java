/** Tests of Arrow IPC bytes. */
package io.sluice.ipc;
