package io.sluice.spill;

import io.sluice.config.RandomSource;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption of a task's files: AES-GCM with a key that only this object has, so that nothing can be read once the task is over, and a frame that is not
 * as it was written is noticed. A frame's nonce is the number of its file and its own number in it, and never used twice. Thread-safe.
 */
final class FrameCipher {
  /** Bytes that a frame is longer than what it holds. */
  static final int TAG_BYTES = 16;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;

  private final SecretKey key;

  FrameCipher(RandomSource random) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(random.nextLong()).putLong(random.nextLong());
    key = new SecretKeySpec(bytes.array(), "AES");
  }

  /** Encrypts to the beginning of the output; answers how many bytes there are. */
  int encrypt(int file, int frame, byte[] input, int length, byte[] output)
      throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, file, frame).doFinal(input, 0, length, output, 0);
  }

  /**
   * Decrypts to the beginning of the output; answers how many bytes there are.
   *
   * @throws GeneralSecurityException when the bytes are not those of this frame
   */
  int decrypt(int file, int frame, byte[] input, int length, byte[] output)
      throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, file, frame).doFinal(input, 0, length, output, 0);
  }

  private Cipher cipher(int mode, int file, int frame) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(file).putLong(frame).array();
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}
