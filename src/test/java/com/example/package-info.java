/**
 * The code of an application, as the documents show it: each region {@code snippet: NAME … end} is
 * quoted to the letter.
 */
package com.example;
